// Ctrl-C, SIGTERM and SIGHUP: the images in progress are finished, no further one is begun.
#pragma once

namespace tool {

// From now on so many SIGINT, SIGTERM or SIGHUP only set a flag; the next of that kind ends the program at once. A closed pipe and a
// file-size limit are errors of the call that writes, no longer the program's end.
void catch_interrupts(int times = 1);

// The signal that came, 0 if none did.
int interrupted();

}  // namespace tool
