// C code of another library that calls abort() where an allocation fails: run so that the process goes on.
//
// Notes     1. For the time of the call SIGABRT has a handler. An abort() of the calling thread jumps out of it with siglongjmp(), which
// POSIX
//              allows; handler, signal mask and alternate stack are the host's again afterwards.
//           2. abort() tells no reason. errno is 0 before the call and not 0 after a failed allocation; with errno 0 it is not for want of
//              memory (a damaged heap, a broken stack), and the host's way of ending comes about. So does the SIGABRT of another thread or
//              process.
//           3. What the work had allocated is lost, and a lock that it held stays locked: only code without such a lock may be run.
#pragma once

namespace corkit {

// Calls work(argument): nothing that has a destructor may live in it or in what it calls. False where it ended in abort() after an
// allocation had failed; the library's own line on stderr is written then. One at a time in a process.
bool survives_abort(void (*work)(void *), void *argument);

}  // namespace corkit
