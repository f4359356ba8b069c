#include "server/admin/program.hpp"

int main(int argc, char** argv) {
    return landfall::clinic::admin::runProgram(argc, argv);
}
