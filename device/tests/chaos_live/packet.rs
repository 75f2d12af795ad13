use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// A packet of MQTT.
pub(crate) struct Packet {
    pub(crate) bytes: Vec<u8>,
}

impl Packet {
    /// Reads the next one. `None`: the connection was closed.
    pub(crate) async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        match from.read_u8().await {
            Ok(first) => bytes.push(first),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        // Seven bits of the length in each byte; the highest says that there is one more.
        let mut length = 0;
        loop {
            let byte = from.read_u8().await?;
            length |= usize::from(byte & 0x7f) << (7 * (bytes.len() - 1));
            bytes.push(byte);
            if byte & 0x80 == 0 {
                break;
            }
            if bytes.len() == 5 {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "no length of a packet"));
            }
        }
        let head = bytes.len();
        bytes.resize(head + length, 0);
        from.read_exact(&mut bytes[head..]).await?;
        Ok(Some(Self { bytes }))
    }

    pub(crate) fn is_publish(&self) -> bool {
        self.bytes[0] >> 4 == 3
    }
}
