#include "archive/transfer.hpp"

#include <corkit/corkit.h>
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <exception>
#include <memory>
#include <string_view>

#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::archive {

namespace {

constexpr std::int64_t most_bytes = std::int64_t{1} << 28;  // the largest file of these archives has 10 MB
constexpr long most_redirections = 10;
constexpr long connect_s = 20;

struct FreeLines {
  void operator()(curl_slist *lines) const noexcept { curl_slist_free_all(lines); }
};

std::string http_date(std::time_t time) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  // The program never leaves the C locale, so the names are English.
  std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text.data();
}

std::int64_t number(std::string_view text) {
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 ? value : -1;
}

// One request as curl's callbacks see it.
struct Exchange {
  const Request &request;
  PartialFile &file;
  CURL *curl;
  std::int64_t resumed_at = 0;

  long status = 0;
  std::string etag, last_modified, content_range;
  std::int64_t length = -1;
  bool begun = false;
  bool ill_ranged = false;  // the part sent is not the part asked for
  bool too_long = false;
  std::exception_ptr error;  // exceptions do not pass through C

  std::optional<std::time_t> modified() const {
    if (last_modified.empty()) return std::nullopt;
    const std::time_t time = curl_getdate(last_modified.c_str(), nullptr);
    return time > 0 ? std::optional(time) : std::nullopt;
  }

  void header(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {  // of a redirection's answer nothing counts
      etag.clear(), last_modified.clear(), content_range.clear();
      length = -1;
      return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (name == "etag") etag = value;
    if (name == "last-modified") last_modified = value;
    if (name == "content-range") content_range = value;
    if (name == "content-length") length = number(value);
  }

  // "bytes 100-199/200": the part that was asked for, of a file as long as before.
  bool continues() const {
    std::string_view text = content_range;
    if (!text.starts_with("bytes ")) return false;
    text.remove_prefix(6);
    const auto dash = text.find('-'), slash = text.find('/');
    if (dash == std::string_view::npos || slash == std::string_view::npos) return false;
    const std::int64_t total = number(text.substr(slash + 1));
    return number(text.substr(0, dash)) == resumed_at && (file.origin().total < 0 || total == file.origin().total);
  }

  // Before the first byte of the body, and after an empty one.
  bool begin() {
    if (begun) return true;
    begun = true;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status == 206) return ill_ranged = !continues(), !ill_ranged;
    if (status != 200) return true;
    // If-Range wants a strong validator.
    const bool strong = !etag.empty() && !etag.starts_with("W/");
    file.begin({request.url, strong ? etag : last_modified, modified(), length});
    return true;
  }

  bool body(const char *data, std::size_t bytes) {
    if (!begin()) return false;
    if (status != 200 && status != 206) return true;
    too_long = file.size() + static_cast<std::int64_t>(bytes) > most_bytes;
    if (too_long) return false;
    file.append(data, bytes);
    if (request.on_bytes) request.on_bytes(bytes);
    return true;
  }
};

std::size_t on_header(char *data, std::size_t, std::size_t bytes, void *user) {
  auto &exchange = *static_cast<Exchange *>(user);
  try {
    exchange.header({data, bytes});
    return bytes;
  } catch (...) {
    exchange.error = std::current_exception();
    return 0;
  }
}

std::size_t on_body(char *data, std::size_t, std::size_t bytes, void *user) {
  auto &exchange = *static_cast<Exchange *>(user);
  try {
    return exchange.body(data, bytes) ? bytes : 0;
  } catch (...) {
    exchange.error = std::current_exception();
    return 0;
  }
}

int on_progress(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return interrupted() != 0 ? 1 : 0; }

std::string length_text(std::int64_t total) { return total < 0 ? "an untold number of" : std::to_string(total); }

Answer judge(Exchange &exchange, CURLcode code, const char *detail) {
  Answer answer;
  const PartialFile &file = exchange.file;
  answer.grown = (exchange.status == 200 || exchange.status == 206) && file.size() > exchange.resumed_at;
  if (code != CURLE_OK) {
    if (exchange.ill_ranged) {
      answer.sentence = "the server sent another part of the file than was asked for";
    } else if (exchange.too_long) {
      answer.ending = Ending::refused;
      answer.sentence = fmt::format("longer than {} bytes", most_bytes);
    } else if (exchange.begun && (exchange.status == 200 || exchange.status == 206)) {
      answer.sentence =
          fmt::format("cut short at {} of {} bytes ({})", file.size(), length_text(file.origin().total), curl_easy_strerror(code));
    } else {
      // Which host it is the address says; of other faults, certificates above all, curl knows more.
      const bool plain = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || *detail == '\0';
      answer.sentence = plain ? curl_easy_strerror(code) : detail;
      if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT || code == CURLE_TOO_MANY_REDIRECTS) {
        answer.ending = Ending::refused;
      }
    }
    return answer;
  }
  exchange.begin();
  const long status = exchange.status;
  answer.modified = exchange.modified();
  if (status == 304) {
    answer.ending = Ending::unchanged;
  } else if (status == 200 || (status == 206 && !exchange.ill_ranged)) {
    const std::int64_t total = file.origin().total;
    if (!answer.modified) answer.modified = file.origin().modified;
    if (total >= 0 && file.size() != total) {
      answer.sentence = fmt::format("cut short at {} of {} bytes", file.size(), total);
    } else {
      answer.ending = Ending::complete;
    }
  } else {
    answer.sentence = status == 206 ? "the server sent another part of the file than was asked for"
                                    : fmt::format("the server answers {}{}", status, status == 404 ? " (not found)" : "");
    const bool passing = status >= 500 || status == 206 || status == 408 || status == 416 || status == 425 || status == 429;
    answer.ending = status == 404 || status == 410 ? Ending::gone : passing ? Ending::failed : Ending::refused;
  }
  // Nothing that follows on what is there.
  if (status == 416 || exchange.ill_ranged) exchange.file.discard();
  return answer;
}

}  // namespace

Connection::Connection() : curl_(curl_easy_init()) {
  if (curl_ == nullptr) throw Failure(CORKIT_ERROR_MEMORY, "no memory for a transfer");
}

Connection::~Connection() { curl_easy_cleanup(curl_); }

Answer transfer(const Connection &connection, const Request &request, PartialFile &file) {
  CURL *const curl = connection.handle();
  curl_easy_reset(curl);  // connections stay
  if (file.size() > 0 && file.origin().url != request.url) file.discard();
  // A process that was killed between the last byte and the file's name.
  if (file.size() > 0 && file.size() == file.origin().total) return {Ending::complete, "", file.origin().modified, false};
  Exchange exchange{request, file, curl, file.size(), 0, {}, {}, {}, -1, false, false, false, {}};

  std::unique_ptr<curl_slist, FreeLines> lines;
  const auto add = [&](const std::string &line) {
    curl_slist *const more = curl_slist_append(lines.get(), line.c_str());
    if (more == nullptr) throw Failure(CORKIT_ERROR_MEMORY, "no memory for a transfer");
    static_cast<void>(lines.release());
    lines.reset(more);
  };
  if (file.size() > 0) {
    add(fmt::format("Range: bytes={}-", file.size()));
    add("If-Range: " + file.origin().validator);
  } else if (request.newer_than) {
    add("If-Modified-Since: " + http_date(*request.newer_than));
  }

  std::array<char, CURL_ERROR_SIZE> detail{};
  const bool secure = request.url.starts_with("https:");
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, fmt::format("corkit/{}", corkit_version()).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, most_redirections);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, std::min(connect_s, request.patience_s));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, request.patience_s);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  const CURLcode code = curl_easy_perform(curl);
  if (exchange.error) std::rethrow_exception(exchange.error);
  if (interrupted() != 0 && code != CURLE_OK) throw Interrupted{};
  return judge(exchange, code, detail.data());
}

void prepare_transfers() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Failure(CORKIT_ERROR_INTERNAL, "libcurl cannot be started");
}

}  // namespace tool::archive
