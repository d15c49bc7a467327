// The library's sentences as an IDL session should read them.
#pragma once

#include <string>
#include <string_view>

namespace corkit_host {

// Options of the command become the keywords and environment variables of the session; a routine's own name at the beginning goes, as the
// session puts the name of the routine that the user called there.
std::string session_sentence(std::string_view sentence);

}  // namespace corkit_host
