// An outside C++ project: the public header and the imported target are all it needs.
#include <corkit/corkit.h>

#include <iostream>

int main() {
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  corkit_header *header = corkit_header_create();
  const int set = corkit_header_set_double(header, "CRPIX1", 512.5, "Sun centre");
  double value = 0;
  const int got = corkit_header_get_double(header, "CRPIX1", &value);
  header = corkit_header_free(header);
  std::cout << "corkit " << corkit_version() << ", CRPIX1 = " << value << '\n';
  return options.size == sizeof options && set == CORKIT_OK && got == CORKIT_OK && value == 512.5 && header == nullptr ? 0 : 1;
}
