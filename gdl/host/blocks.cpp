// find_miss_blocks with all that its callers in IDL expect.
//
// Follows   find_miss_blocks.pro 1.2, getl05hdrparam.pro
#include <cstdint>
#include <cstring>
#include <string>

#include "host/host.h"

namespace {

constexpr int block = 32, blocks_per_side = 32;

int integer(const corkit_header *header, const char *keyword, int missing) {
  long long value = 0;
  return corkit_header_get_int(header, keyword, &value) == CORKIT_OK ? static_cast<int>(value) : missing;
}

// A getl05hdrparam structure in place of a header: its field becomes R1COL to R2ROW.
void use_field(corkit_header *header) {
  if (corkit_header_has(header, "FXSTART") == 0 || corkit_header_has(header, "R1COL") != 0) return;
  corkit_header_set_int(header, "R1COL", integer(header, "FXSTART", 0) + 20, "");
  corkit_header_set_int(header, "R1ROW", integer(header, "FYSTART", 0) + 1, "");
  corkit_header_set_int(header, "R2COL", integer(header, "FXEND", 0) + 20, "");
  corkit_header_set_int(header, "R2ROW", integer(header, "FYEND", 0) + 1, "");
}

corkit_host_field field_of(const corkit_header *header, const corkit_array *image) {
  corkit_host_field f{};
  f.fxstart = integer(header, "R1COL", 0) - 20;
  f.fystart = integer(header, "R1ROW", 0) - 1;
  f.fxend = integer(header, "R2COL", 0) - 20;
  f.fyend = integer(header, "R2ROW", 0) - 1;
  f.sx = image->nx;
  f.sy = image->ny;
  f.rebindex = (f.fxend - f.fxstart + 1) / f.sx;
  return f;
}

template <class T>
bool is_zero(const corkit_array *image, std::size_t i) {
  return static_cast<const T *>(image->data)[i] == T{0};
}

bool is_zero(const corkit_array *image, std::size_t i) {
  switch (image->type) {
    case CORKIT_UINT8:
      return is_zero<std::uint8_t>(image, i);
    case CORKIT_INT16:
    case CORKIT_UINT16:
      return is_zero<std::int16_t>(image, i);
    case CORKIT_INT32:
      return is_zero<std::int32_t>(image, i);
    case CORKIT_FLOAT32:
      return is_zero<float>(image, i);
    default:
      return is_zero<double>(image, i);
  }
}

std::int16_t *values(const corkit_array *map) { return static_cast<std::int16_t *>(map->data); }

// Blocks not sent at all, useful or not: 0 where the block's first pixel is 0, else 1.
corkit_array *sent_blocks(const corkit_array *image, const corkit_array *map) {
  corkit_array *all = corkit_array_create(CORKIT_INT16, map->nx, map->ny);
  if (all == nullptr) return nullptr;
  const auto nx = static_cast<std::size_t>(image->nx);
  for (int j = 0; j < map->ny; ++j)
    for (int i = 0; i < map->nx; ++i)
      values(all)[j * map->nx + i] = is_zero(image, static_cast<std::size_t>(block * j) * nx + static_cast<std::size_t>(block * i)) ? 0 : 1;
  return all;
}

// The map becomes one of 32 x 32 blocks, -1 outside the field.
int to_frame(corkit_array *&map, const corkit_host_field &field) {
  corkit_array *frame = corkit_array_create(CORKIT_INT16, blocks_per_side, blocks_per_side);
  if (frame == nullptr) return CORKIT_ERROR_MEMORY;
  const int i0 = field.fxstart / block / field.rebindex, j0 = field.fystart / block / field.rebindex;
  for (int j = 0; j < blocks_per_side; ++j)
    for (int i = 0; i < blocks_per_side; ++i) {
      const int x = i / field.rebindex - i0, y = j / field.rebindex - j0;
      const bool inside = x >= 0 && x < map->nx && y >= 0 && y < map->ny;
      values(frame)[j * blocks_per_side + i] = inside ? values(map)[y * map->nx + x] : std::int16_t{-1};
    }
  corkit_array_free(map);
  map = frame;
  return CORKIT_OK;
}

// "" for no block, as IDL's routines have it.
void plain_list(char *text) {
  if (std::strcmp(text, "None") == 0) text[0] = 0;
}

}  // namespace

extern "C" {

corkit_header *corkit_host_c2_header(corkit_error *err) {
  corkit_header *header = corkit_header_create();
  constexpr struct {
    const char *keyword;
    int value;
  } frame[] = {{"NAXIS1", 1024}, {"NAXIS2", 1024}, {"R1COL", 20}, {"R1ROW", 1}, {"R2COL", 1043}, {"R2ROW", 1024}};
  bool good = header != nullptr && corkit_header_set_string(header, "DETECTOR", "C2", "") == CORKIT_OK;
  for (const auto &card : frame) good = good && corkit_header_set_int(header, card.keyword, card.value, "") == CORKIT_OK;
  if (good) return header;
  if (err != nullptr) *err = {CORKIT_ERROR_MEMORY, "not enough memory for a header: close other programs or variables"};
  return corkit_header_free(header);
}

int corkit_host_find_blocks(corkit_context *context, const corkit_array *image, corkit_header *header, int full, corkit_host_blocks *b) {
  std::memset(b, 0, sizeof *b);
  use_field(header);
  int status = corkit_find_miss_blocks(context, image, header, &b->map, &b->missing, b->lost, sizeof b->lost);
  if (status != CORKIT_OK) return status;
  b->field = field_of(header, image);
  for (int k = 0; k < b->map->nx * b->map->ny; ++k) b->not_useful += values(b->map)[k] == -1 ? 1 : 0;
  b->all = sent_blocks(image, b->map);
  status = corkit_mb2strmap(b->all, b->not_sent, sizeof b->not_sent);
  if (status != CORKIT_OK) return status;
  plain_list(b->lost);
  plain_list(b->not_sent);
  corkit_header_get_string(header, "FILENAME", b->filename, sizeof b->filename);
  corkit_header_get_string(header, "DETECTOR", b->detector, sizeof b->detector);
  if (full != 0 && status == CORKIT_OK) status = to_frame(b->map, b->field);
  if (full != 0 && status == CORKIT_OK) status = to_frame(b->all, b->field);
  return status;
}

void corkit_host_blocks_free(corkit_host_blocks *b) {
  b->map = corkit_array_free(b->map);
  b->all = corkit_array_free(b->all);
}
}
