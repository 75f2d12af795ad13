//! A fake of the service in memory, for tests of code that runs on devices.
