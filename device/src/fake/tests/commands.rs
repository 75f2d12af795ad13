use iot_jobs_data::blocking::Client;
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionError;
use iot_jobs_data::types::CommandParameterValue;

use super::*;

const COMMAND: &str = "arn:aws:iot:eu-central-1:123456789012:command/Reboot";
const TARGET: &str = "arn:aws:iot:eu-central-1:123456789012:thing/pump-17";

#[test]
fn commands_are_recorded_once_for_each_token() {
    let fake = Fake::new();
    let client = Client::from_conf(fake.config().build());
    let command = |token: &str, seconds| {
        let value = CommandParameterValue::builder().s("now").build();
        let command = client.start_command_execution().target_arn(TARGET).command_arn(COMMAND);
        let command = command.parameters("when", value).execution_timeout_seconds(seconds);
        command.client_token(token).send().map(|output| output.execution_id)
    };
    let first = command("t1", 60).unwrap();
    assert_eq!(command("t1", 60).unwrap(), first);
    let second = command("t2", 60).unwrap();
    assert_ne!(first, second);
    let conflict = command("t1", 61).unwrap_err().into_service_error();
    let StartCommandExecutionError::ConflictException(conflict) = conflict else {
        panic!("another error: {conflict:?}");
    };
    assert_eq!(conflict.resource_id, first);
    let commands = fake.commands();
    assert_eq!(commands.len(), 2);
    assert_eq!(Some(&commands[0].execution_id), first.as_ref());
    assert_eq!((&*commands[0].target_arn, &*commands[0].command_arn), (TARGET, COMMAND));
    assert_eq!(commands[0].parameters["when"].s.as_deref(), Some("now"));
    assert_eq!(commands[1].client_token.as_deref(), Some("t2"));
    assert_eq!(fake.counts().start_command, 4);
}

#[test]
fn a_command_without_a_target_is_invalid() {
    let client = Client::from_conf(Fake::new().config().build());
    for (target, command, seconds) in
        [("", COMMAND, 1), (&"t".repeat(2049), COMMAND, 1), (TARGET, "", 1), (TARGET, COMMAND, 0)]
    {
        let call = client.start_command_execution().target_arn(target).command_arn(command);
        let error = call.execution_timeout_seconds(seconds).send().unwrap_err();
        assert!(error.into_service_error().is_validation_exception());
    }
}
