//! A real server for the live tests: MiniStack, in its own Python environment.
//!
//! [`MiniStack::start`] creates the environment if it is missing, starts the server on a free port
//! and waits for it. The server checks signatures and permissions. [`MiniStack::control`] creates
//! an account on it, for things, jobs and users. [`MiniStack::start_unprotected`] starts a server
//! that checks neither, for requests without a signature, and [`MiniStack::start_with_mqtt`] one that
//! speaks MQTT too, with devices that have certificates.

mod environment;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
use std::{env, thread};

use serde_json::{Value, json};

use self::environment::Environment;

/// The region in which the control plane creates things and jobs.
pub const REGION: &str = "us-east-1";

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/live");
const START_LIMIT: Duration = Duration::from_secs(60);
const READY_POLL: Duration = Duration::from_millis(20);
const FIRST_ACCOUNT: u64 = 100_000_000_000;
/// The account of requests without a signature.
const UNSIGNED_ACCOUNT: &str = "000000000000";

/// A running server. It ends when this is dropped, or with the process.
#[derive(Debug)]
pub struct MiniStack {
    endpoint: String,
    mqtt_port: Option<u16>,
    control: Arc<Mutex<Process>>,
    accounts: AtomicU64,
    _server: Process,
}

impl MiniStack {
    /// Starts a server. The error says what is missing, or where the server's log is.
    pub fn start() -> Result<Self, String> {
        Self::start_with(&[])
    }

    /// As [`start`](Self::start), without checks of signatures and permissions.
    pub fn start_unprotected() -> Result<Self, String> {
        Self::start_with(&["--unprotected"])
    }

    /// As [`start`](Self::start), with MQTT over TLS. A session belongs to the account of its client
    /// certificate, and may do what the policy of the certificate allows.
    pub fn start_with_mqtt() -> Result<Self, String> {
        Self::start_with(&["--mqtt"])
    }

    fn start_with(options: &[&str]) -> Result<Self, String> {
        let python = Environment::ready()?.python();
        let log = Log::open()?;
        let mut command = python_script(&python, "serve.py");
        command.args(options);
        let mut server = Process::spawn(command, &log)?;
        let (port, mqtt_port) = ports(&mut server).map_err(|error| log.explain(&error))?;
        wait_until_ready(port).map_err(|error| log.explain(&error))?;
        let endpoint = format!("http://127.0.0.1:{port}");
        let mut command = python_script(&python, "control_plane.py");
        command.args(["--endpoint", &endpoint, "--region", REGION]);
        let control = Arc::new(Mutex::new(Process::spawn(command, &log)?));
        let accounts = AtomicU64::new(FIRST_ACCOUNT);
        Ok(Self { endpoint, mqtt_port, control, accounts, _server: server })
    }

    /// The address of the server.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The port for MQTT on 127.0.0.1, of a server that was started with it.
    pub fn mqtt_port(&self) -> Option<u16> {
        self.mqtt_port
    }

    /// The control plane of a new, empty account.
    pub fn control(&self) -> ControlPlane {
        let account = self.accounts.fetch_add(1, Ordering::Relaxed).to_string();
        ControlPlane { account, pipe: Arc::clone(&self.control) }
    }

    /// The control plane of the account that requests without a signature belong to.
    pub fn control_of_unsigned(&self) -> ControlPlane {
        ControlPlane { account: UNSIGNED_ACCOUNT.to_owned(), pipe: Arc::clone(&self.control) }
    }
}

/// Creates users, things and jobs in one account of a server.
#[derive(Debug, Clone)]
pub struct ControlPlane {
    account: String,
    pipe: Arc<Mutex<Process>>,
}

/// The credentials of a request.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The access key id.
    pub access_key: String,
    /// The secret access key.
    pub secret: String,
    /// The session token of temporary keys.
    pub token: Option<String>,
}

/// What a device with a certificate has, as PEM.
#[derive(Debug, Clone)]
pub struct DeviceIdentity {
    /// The id of the certificate.
    pub id: String,
    /// The certificate.
    pub certificate: String,
    /// Its key.
    pub key: String,
    /// The certificate of the authority that issued that of the server.
    pub ca: String,
}

/// One thing's execution of one job.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Execution {
    /// The thing name.
    pub thing: String,
    /// The job id.
    pub job: String,
}

impl ControlPlane {
    /// The account, as a number of twelve digits.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Makes the account's user, who may do the actions given; an account has one user.
    pub fn create_user(&self, actions: &[&str]) -> Result<Keys, String> {
        self.ask("create_user", json!({ "actions": actions })).and_then(|keys| read_keys(&keys))
    }

    /// Makes temporary keys for the user whose keys are given.
    pub fn create_session(&self, user: &Keys) -> Result<Keys, String> {
        let fields = json!({ "access_key": user.access_key, "secret": user.secret });
        self.ask("create_session", fields).and_then(|keys| read_keys(&keys))
    }

    /// Makes things.
    pub fn create_things(&self, names: &[&str]) -> Result<(), String> {
        self.ask("create_things", json!({ "names": names })).map(drop)
    }

    /// Makes a thing with an active certificate, whose policy allows the actions, such as
    /// `iot:Connect`.
    pub fn create_device(&self, thing: &str, actions: &[&str]) -> Result<DeviceIdentity, String> {
        let made = self.ask("create_device", json!({ "thing": thing, "actions": actions }))?;
        Ok(DeviceIdentity {
            id: text(&made, "id")?,
            certificate: text(&made, "certificate")?,
            key: text(&made, "key")?,
            ca: text(&made, "ca")?,
        })
    }

    /// Makes the certificate of a device inactive, so that it can connect no more.
    pub fn deactivate_certificate(&self, id: &str) -> Result<(), String> {
        self.ask("deactivate_certificate", json!({ "id": id })).map(drop)
    }

    /// Makes a job for some things.
    pub fn create_job(&self, job: &str, things: &[&str], document: &Value) -> Result<(), String> {
        let fields = json!({ "job": job, "targets": things, "document": document });
        self.ask("create_job", fields).map(drop)
    }

    /// As [`create_job`](Self::create_job), with a timer of the executions.
    pub fn create_job_with_timer(
        &self,
        job: &str,
        things: &[&str],
        document: &Value,
        minutes: u16,
    ) -> Result<(), String> {
        let mut fields = json!({ "job": job, "targets": things, "document": document });
        fields["minutes"] = json!(minutes);
        self.ask("create_job", fields).map(drop)
    }

    /// Makes many jobs, each for one of the things in turn, and hands back their executions.
    pub fn create_jobs(
        &self,
        count: usize,
        prefix: &str,
        things: &[&str],
    ) -> Result<Vec<Execution>, String> {
        let fields = json!({ "count": count, "prefix": prefix, "things": things });
        let answer = self.ask("create_jobs", fields)?;
        list(&answer, "executions")?
            .iter()
            .map(|pair| Ok(Execution { thing: text(pair, 0)?, job: text(pair, 1)? }))
            .collect()
    }

    /// Cancels a job, and with `force` also the executions of it that are in progress.
    pub fn cancel_job(&self, job: &str, force: bool) -> Result<(), String> {
        self.ask("cancel_job", json!({ "job": job, "force": force })).map(drop)
    }

    /// Deletes a job with all its executions.
    pub fn delete_job(&self, job: &str) -> Result<(), String> {
        self.ask("delete_job", json!({ "job": job })).map(drop)
    }

    /// The status of a job.
    pub fn job_status(&self, job: &str) -> Result<String, String> {
        self.ask("describe_job", json!({ "job": job })).and_then(|answer| text(&answer, "status"))
    }

    /// An execution as the control plane sees it, in whatever state it is:
    /// `{"job", "thing", "status", "details", "number", "version"}`.
    pub fn describe_job_execution(&self, job: &str, thing: &str) -> Result<Value, String> {
        self.ask("describe_job_execution", json!({ "job": job, "thing": thing }))
    }

    /// As [`Self::describe_job_execution`], for many.
    pub fn describe_job_executions(&self, executions: &[Execution]) -> Result<Vec<Value>, String> {
        let pairs: Vec<_> = executions.iter().map(|one| json!([one.thing, one.job])).collect();
        let answer = self.ask("describe_job_executions", json!({ "executions": pairs }))?;
        list(&answer, "executions").cloned()
    }

    fn ask(&self, command: &str, mut fields: Value) -> Result<Value, String> {
        fields["do"] = json!(command);
        fields["account"] = json!(self.account);
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        let line = pipe.exchange(&fields.to_string()).map_err(|e| format!("{command}: {e}"))?;
        let answer: Value =
            serde_json::from_str(&line).map_err(|e| format!("{command}: {e} in {line:?}"))?;
        match answer.get("error") {
            Some(error) => Err(format!("{command}: {error}")),
            None => Ok(answer),
        }
    }
}

fn read_keys(answer: &Value) -> Result<Keys, String> {
    let token = answer["token"].as_str().map(str::to_owned);
    Ok(Keys { access_key: text(answer, "access_key")?, secret: text(answer, "secret")?, token })
}

fn text(value: &Value, at: impl serde_json::value::Index) -> Result<String, String> {
    let found = value.get(at).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| format!("not the answer of a control plane: {value}"))
}

fn list<'a>(value: &'a Value, at: &str) -> Result<&'a Vec<Value>, String> {
    let found = value.get(at).and_then(Value::as_array);
    found.ok_or_else(|| format!("not the answer of a control plane: {value}"))
}

/// A child process with line-based input and output. It is killed when this is dropped. The scripts
/// also end when their standard input closes, which happens when this process ends.
#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    output: Option<BufReader<ChildStdout>>,
}

impl Process {
    fn spawn(mut command: Command, log: &Log) -> Result<Self, String> {
        let errors = log.file.try_clone().map_err(|error| error.to_string())?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        let spawned = command.spawn();
        let mut child =
            spawned.map_err(|e| format!("cannot start {:?}: {e}", command.get_program()))?;
        let input = child.stdin.take().ok_or("a child without standard input")?;
        let output = child.stdout.take().map(BufReader::new);
        Ok(Self { child, input, output })
    }

    /// Sends a line and waits for the answer line.
    fn exchange(&mut self, line: &str) -> Result<String, String> {
        writeln!(self.input, "{line}").map_err(|error| error.to_string())?;
        read_line(self.output.as_mut().ok_or("the output is gone")?)
    }

    /// The first line of the child; nothing can be read from it afterwards.
    fn only_line(&mut self, limit: Duration) -> Result<String, String> {
        let mut output = self.output.take().ok_or("the output is gone")?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(read_line(&mut output)));
        receiver.recv_timeout(limit).map_err(|_| format!("no sign of life in {limit:?}"))?
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only if the child has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_line(output: &mut impl BufRead) -> Result<String, String> {
    let mut line = String::new();
    match output.read_line(&mut line) {
        Ok(0) => Err("the process ended".to_owned()),
        Ok(_) => Ok(line),
        Err(error) => Err(error.to_string()),
    }
}

/// A script of the tests, isolated from the AWS settings of the user.
fn python_script(python: &Path, name: &str) -> Command {
    let mut command = Command::new(python);
    command.arg("-IB").arg(Path::new(SCRIPTS).join(name));
    for (setting, _) in env::vars_os() {
        if setting.to_string_lossy().starts_with("AWS_") {
            command.env_remove(setting);
        }
    }
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    command.env("AWS_CONFIG_FILE", nowhere).env("AWS_SHARED_CREDENTIALS_FILE", nowhere);
    command
}

/// The port for HTTP, and that for MQTT if there is one.
fn ports(server: &mut Process) -> Result<(u16, Option<u16>), String> {
    let line = server.only_line(START_LIMIT)?;
    let answer: Value = serde_json::from_str(&line).map_err(|e| format!("{e} in {line:?}"))?;
    let port = |name: &str| answer[name].as_u64().and_then(|port| u16::try_from(port).ok());
    Ok((port("port").ok_or_else(|| format!("no port in {line:?}"))?, port("mqtt_port")))
}

fn wait_until_ready(port: u16) -> Result<(), String> {
    let end = Instant::now() + START_LIMIT;
    loop {
        match is_ready(port) {
            Ok(true) => return Ok(()),
            outcome if Instant::now() > end => return Err(format!("not ready: {outcome:?}")),
            _ => thread::sleep(READY_POLL),
        }
    }
}

fn is_ready(port: u16) -> io::Result<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(b"GET /_ministack/ready HTTP/1.1\r\nhost: localhost\r\n\r\n")?;
    let mut status = [0; "HTTP/1.1 200".len()];
    stream.read_exact(&mut status)?;
    Ok(status.ends_with(b" 200"))
}

/// The log of the server and the control plane.
struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    fn open() -> Result<Self, String> {
        let directory = target().join("ministack-logs");
        let path = directory.join(format!("{}.log", std::process::id()));
        let opened = fs::create_dir_all(&directory)
            .and_then(|()| File::options().create(true).append(true).open(&path));
        match opened {
            Ok(file) => Ok(Self { path, file }),
            Err(error) => Err(format!("cannot write {}: {error}", path.display())),
        }
    }

    fn explain(&self, error: &str) -> String {
        format!("MiniStack did not start: {error}; its log is {}", self.path.display())
    }
}

/// The directory for files that tests and examples write.
pub(crate) fn target() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    package.parent().unwrap_or(package).join(target)
}
