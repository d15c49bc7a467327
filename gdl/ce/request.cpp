// The barrier between IDL's interpreter and the library.
#include "ce/request.hpp"

#include <algorithm>
#include <cfenv>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

namespace corkit_ce {

namespace {

constexpr int idl_ulong = 13, idl_long64 = 14, idl_ulong64 = 15;
constexpr int largest_side = 16384;
constexpr std::size_t card_width = 80;

// IDL reports flags raised in external code as its own arithmetic errors, so they are put back as they were.
class FloatingPointState {
 public:
  FloatingPointState() { std::feholdexcept(&saved_); }
  ~FloatingPointState() { std::fesetenv(&saved_); }
  FloatingPointState(const FloatingPointState &) = delete;
  FloatingPointState &operator=(const FloatingPointState &) = delete;

 private:
  std::fenv_t saved_{};
};

// The results of the last call: IDL asks for them in the calls that follow.
Result &last_result() {
  static Result result;
  return result;
}

std::int32_t report(void **argv, int status, const char *sentence) {
  corkit_host_sentence(sentence, static_cast<char *>(argv[1]), error_size);
  static_cast<std::int64_t *>(argv[0])[ctl_status] = status;
  return status;
}

template <class T>
Array as_double(const void *data, int nx, int ny) {
  Array array(corkit_array_create(CORKIT_FLOAT64, nx, ny));
  if (!array) throw std::bad_alloc();
  const auto n = static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny);
  const T *from = static_cast<const T *>(data);
  std::transform(from, from + n, static_cast<double *>(array->data), [](T v) { return static_cast<double>(v); });
  return array;
}

Header header_from_cards(const char *rows, std::int64_t count, std::int64_t width) {
  std::string cards(static_cast<std::size_t>(count) * card_width, ' ');
  const auto used = std::min(static_cast<std::size_t>(width), card_width);
  for (std::int64_t i = 0; i < count; ++i) {
    std::string_view row(rows + i * width, used);
    row = row.substr(0, row.find('\0'));  // BYTE() of a string array pads short strings with NULs
    std::copy(row.begin(), row.end(), cards.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(i) * card_width));
  }
  Header header(corkit_header_from_cards(cards.data(), static_cast<std::size_t>(count)));
  if (!header) throw Failure{CORKIT_ERROR_HEADER, corkit_last_error(nullptr)};
  return header;
}

}  // namespace

void check(int status) {
  if (status != CORKIT_OK) throw Failure{status, corkit_last_error(nullptr)};
}

std::string Result::joined_texts() const {
  std::string all;
  for (const std::string &text : texts) all.append(text).push_back('\0');
  return all;
}

Request::Request(void **argv, Result &result)
    : ctl_(static_cast<std::int64_t *>(argv[0])),
      num_(static_cast<double *>(argv[2])),
      text_(static_cast<char *>(argv[3])),
      image_(argv[4]),
      cards_(static_cast<char *>(argv[5])),
      names_(static_cast<char *>(argv[6])),
      types_(static_cast<std::int32_t *>(argv[7])),
      elements_(static_cast<std::int32_t *>(argv[8])),
      numbers_(static_cast<double *>(argv[9])),
      tag_texts_(static_cast<char *>(argv[10])),
      changed_(static_cast<std::int32_t *>(argv[11])),
      result_(result) {
  std::string_view all(text_, static_cast<std::size_t>(ctl_[ctl_text]));
  while (!all.empty()) {
    const std::size_t end = std::min(all.find('\0'), all.size());
    in_texts_.emplace_back(all.substr(0, end));
    all.remove_prefix(std::min(end + 1, all.size()));
  }
}

const std::string &Request::text(std::size_t i) const {
  static const std::string empty;
  return i < in_texts_.size() ? in_texts_[i] : empty;
}

corkit_array *Request::in_place() {
  const std::int64_t nx = ctl_[ctl_nx], ny = ctl_[ctl_ny];
  if (nx < 1 || ny < 1 || nx > largest_side || ny > largest_side) {
    throw Failure{CORKIT_ERROR_DIMENSIONS, "the image must be a two-dimensional array of at most 16384 x 16384 pixels"};
  }
  view_ = {image_, static_cast<int>(ctl_[ctl_type]), static_cast<int>(nx), static_cast<int>(ny)};
  return &view_;
}

const corkit_array *Request::image() {
  const corkit_array *view = in_place();
  switch (view->type) {
    case idl_ulong:
      converted_ = as_double<std::uint32_t>(view->data, view->nx, view->ny);
      break;
    case idl_long64:
      converted_ = as_double<std::int64_t>(view->data, view->nx, view->ny);
      break;
    case idl_ulong64:
      converted_ = as_double<std::uint64_t>(view->data, view->nx, view->ny);
      break;
    default:
      return view;
  }
  return converted_.get();
}

corkit_tag_table Request::tags() const {
  return {ctl_[ctl_rows], ctl_[ctl_width], ctl_[ctl_text_width], names_, types_, elements_, numbers_, tag_texts_, changed_};
}

corkit_header *Request::header() {
  corkit_error err{};
  switch (ctl_[ctl_header]) {
    case 1:
      result_.owned_header = header_from_cards(cards_, ctl_[ctl_rows], ctl_[ctl_width]);
      break;
    case 2: {
      const corkit_tag_table table = tags();
      result_.owned_header.reset(corkit_host_header(&table, &err));
      if (!result_.owned_header) throw Failure{err.status, err.message};
      break;
    }
    default:
      throw Failure{CORKIT_ERROR_ARGUMENT, "a header is needed: a string array of FITS cards or a LASCO header structure"};
  }
  result_.header = result_.owned_header.get();
  return result_.owned_header.get();
}

corkit_context *Request::context() const {
  corkit_error err{};
  corkit_context *context = corkit_host_context(&err);
  if (context == nullptr) throw Failure{err.status, err.message};
  return context;
}

void Request::announce() const {
  for (int slot = 0; slot < n_images; ++slot) {
    const auto i = static_cast<std::size_t>(slot);
    const corkit_array *array = i < result_.images.size() ? result_.images[i] : nullptr;
    std::int64_t *place = ctl_ + ctl_images + 3 * slot;
    place[0] = array != nullptr ? array->type : 0;
    place[1] = array != nullptr ? array->nx : 0;
    place[2] = array != nullptr ? array->ny : 0;
  }
  ctl_[ctl_cards] = result_.header != nullptr ? static_cast<std::int64_t>(corkit_header_count(result_.header)) + 1 : 0;
  ctl_[ctl_text_bytes] = static_cast<std::int64_t>(result_.joined_texts().size());
}

std::int32_t entry(int argc, void **argv, Results results, void (*body)(Request &)) noexcept {
  if (argc != arguments) return CORKIT_ERROR_ARGUMENT;
  const auto *ctl = static_cast<const std::int64_t *>(argv[0]);
  if (ctl[ctl_magic] != magic || ctl[ctl_abi] != abi || ctl[ctl_argc] != arguments) return CORKIT_ERROR_ARGUMENT;
  const FloatingPointState saved;
  try {
    if (results == Results::make) last_result() = Result{};
    Request request(argv, last_result());
    body(request);
    request.announce();
    return report(argv, CORKIT_OK, "");
  } catch (const Failure &failure) {
    return report(argv, failure.status, failure.message.c_str());
  } catch (const std::bad_alloc &) {
    return report(argv, CORKIT_ERROR_MEMORY, "not enough memory: close other programs or variables");
  } catch (const std::exception &e) {
    return report(argv, CORKIT_ERROR_INTERNAL, e.what());
  } catch (...) {
    return report(argv, CORKIT_ERROR_INTERNAL, "an unknown fault of corkit: please report it");
  }
}

}  // namespace corkit_ce
