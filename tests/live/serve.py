"""Runs a MiniStack server on a free port of the loopback, for as long as standard input stays open.

The one line on standard output is `{"port": N, "mqtt_port": M}`, the second of which is null without
`--mqtt`; everything else goes to standard error.
The process that started this one holds the other end of standard input, so the server ends with it,
whichever way that process ends.
"""

import argparse
import asyncio
import json
import os
import socket
import threading

SETTINGS = {
    "AUTH": "true",  # check signatures and permissions as the service does
    "IOT_MTLS_ENABLED": "0",  # no MQTT listener: `--mqtt` turns it on
    "SFTP_ENABLED": "0",
    "PERSIST_STATE": "0",
    "MINISTACK_REGION": "us-east-1",
}


def end_with_standard_input():
    while os.read(0, 4096):
        pass
    os._exit(0)


def keep_standard_output():
    """Hands back standard output for ourselves and lets everyone else write to standard error."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return ours


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--unprotected", action="store_true", help="check neither signatures nor permissions"
    )
    arguments.add_argument(
        "--mqtt", action="store_true", help="listen for MQTT over TLS with client certificates"
    )
    options = arguments.parse_args()
    if options.unprotected:
        SETTINGS["AUTH"] = "false"
    mqtt_port = None
    if options.mqtt:
        # MiniStack opens the listener itself and cannot choose a port.
        with socket.create_server(("127.0.0.1", 0)) as free:
            mqtt_port = free.getsockname()[1]
        SETTINGS.update(IOT_MTLS_ENABLED="1", IOT_MTLS_PORT=str(mqtt_port))
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    output = keep_standard_output()
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    os.environ.update(SETTINGS, GATEWAY_PORT=str(port))

    # MiniStack reads its settings while it is imported.
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.keep_alive_timeout = 75  # as MiniStack's own command has it
    print(json.dumps({"port": port, "mqtt_port": mqtt_port}), file=output, flush=True)
    asyncio.run(serve(app, config))


if __name__ == "__main__":
    main()
