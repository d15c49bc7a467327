// Which interpreter's built-in routines are followed where IDL and GDL differ (TRIANGULATE, ROT, TRI_SURF). See docs/differences.md.
#pragma once

namespace corkit {

enum class Oracle { idl, gdl };

}  // namespace corkit
