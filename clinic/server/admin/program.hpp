#pragma once

namespace landfall::clinic::admin {

/// `landfall-clinic`: reads the command line and runs one command. Exit code 0, 1 when the command
/// refuses (one line on standard error), 2 on wrong usage.
int runProgram(int argc, char** argv);

}  // namespace landfall::clinic::admin
