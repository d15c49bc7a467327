#include "archive/retrieve.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "archive/partial_file.hpp"
#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::archive {

namespace fs = std::filesystem;

namespace {

constexpr int most_tries = 3;           // of an address without a byte of progress
constexpr int most_resumptions = 5000;  // of one file: 8 kB at a time make 40 MB

struct Address {
  std::string url, sentence;
  int tries = 0;
  bool given_up = false, gone = false;
};

// Grows with each round over all addresses; ends early when a signal comes.
void pause_before(int round) {
  using namespace std::chrono;
  const auto end = steady_clock::now() + milliseconds(100) * (1 << std::min(round, 5));
  while (steady_clock::now() < end) {
    if (interrupted() != 0) throw Interrupted{};
    std::this_thread::sleep_for(20ms);
  }
}

struct Outcome {
  enum class Kind { whole, unchanged, absent, unwanted, failed } kind = Kind::failed;
  std::string url, error;
  std::optional<std::time_t> modified;
};

std::string sentences(const std::vector<Address> &addresses) {
  const bool all_gone = std::all_of(addresses.begin(), addresses.end(), [](const Address &a) { return a.gone; });
  std::string text, last;
  for (const Address &address : addresses) {
    if (address.gone && !all_gone) continue;  // the others say more
    // Addresses with the same answer share it.
    if (!text.empty()) text += address.sentence == last ? ", " : fmt::format(": {}; ", last);
    text += address.url;
    last = address.sentence;
  }
  if (!text.empty()) text += ": " + last;
  return text;
}

// Until one address has given the whole file, or none is worth another try.
Outcome download(const Connection &connection, const Wanted &wanted, PartialFile &file, std::optional<std::time_t> newer_than,
                 long patience_s, const std::function<void(std::size_t)> &on_bytes) {
  std::vector<Address> addresses;
  for (const std::string &url : wanted.urls) addresses.push_back({url, "", 0, false, false});
  // Where an earlier download began it can go on.
  const auto begun = std::find_if(addresses.begin(), addresses.end(), [&](const Address &a) { return a.url == file.origin().url; });
  if (begun != addresses.end()) std::rotate(addresses.begin(), begun, begun + 1);

  int resumptions = 0;
  for (int round = 0;; ++round) {
    bool asked = false;
    for (Address &address : addresses) {
      if (address.given_up) continue;
      if (!asked && round > 0) pause_before(round);
      asked = true;
      Answer answer = transfer(connection, {address.url, newer_than, patience_s, on_bytes}, file);
      while (answer.ending == Ending::failed && answer.grown && resumptions++ < most_resumptions) {
        answer = transfer(connection, {address.url, newer_than, patience_s, on_bytes}, file);
      }
      address.sentence = answer.sentence;
      if (answer.ending == Ending::unchanged) return {Outcome::Kind::unchanged, address.url, "", {}};
      if (answer.ending == Ending::complete) {
        try {
          wanted.check(file.path());
          return {Outcome::Kind::whole, address.url, "", answer.modified};
        } catch (const Unwanted &) {
          file.discard();
          return {Outcome::Kind::unwanted, address.url, "", {}};
        } catch (const Failure &failure) {
          file.discard();
          address.sentence = failure.what();
        }
      }
      address.gone = answer.ending == Ending::gone;
      address.given_up = address.gone || answer.ending == Ending::refused || ++address.tries >= most_tries;
    }
    if (!asked) break;
  }
  const bool gone = std::all_of(addresses.begin(), addresses.end(), [](const Address &a) { return a.gone; });
  return {gone && wanted.may_be_absent ? Outcome::Kind::absent : Outcome::Kind::failed, "", sentences(addresses), {}};
}

std::optional<std::time_t> modification_time(const fs::path &path) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) return std::nullopt;
  return state.st_mtime;
}

Result failed(std::string sentence) { return {State::failed, "", "", std::move(sentence), 0}; }

Result from_entry(State state, const Entry &entry) { return {state, entry.source, entry.sha256, "", entry.bytes}; }

}  // namespace

Result retrieve(const Connection &connection, const Wanted &wanted, Manifest &manifest, const Policy &policy,
                const std::function<void(std::size_t)> &on_bytes) try {
  const fs::path target = manifest.folder() / wanted.file;
  if (!policy.ask_again && !policy.update && manifest.find(wanted.file) && fs::is_regular_file(target)) {
    const Entry known = *manifest.find(wanted.file);
    if (fs::file_size(target) == known.bytes) return from_entry(State::current, known);
  }
  PartialFile file(target);
  if (fs::exists(target) && !fs::is_regular_file(target)) return failed("what stands there is no regular file; remove it");
  const bool there = fs::exists(target);
  std::optional<Entry> known = policy.keep_record ? manifest.find(wanted.file) : std::nullopt;
  std::optional<std::time_t> newer_than;
  if (there && policy.keep_record) {
    const Entry here = entry_of(target, known ? known->source : "");
    if (known && known->sha256 != here.sha256) {
      if (!policy.update) {
        return failed(fmt::format("has changed since it was fetched: SHA-256 {} now, {} in {}; --update fetches it anew", here.sha256,
                                  known->sha256, manifest_name));
      }
    } else if (!known && !policy.update) {
      try {
        wanted.check(target);
      } catch (const Failure &failure) {
        return failed(fmt::format("the file that is there cannot be used ({}); --update fetches it anew", failure.what()));
      }
      manifest.record(wanted.file, here);  // seen for the first time: trusted as it is
      known = here;
      newer_than = modification_time(target);
    } else {
      newer_than = modification_time(target);
    }
    if (known && newer_than && !policy.ask_again && !policy.update) return from_entry(State::current, *known);
  }

  const Outcome outcome = download(connection, wanted, file, newer_than, policy.patience_s, on_bytes);
  switch (outcome.kind) {
    case Outcome::Kind::unchanged:
      return known ? from_entry(State::current, *known) : Result{State::current, outcome.url, "", "", 0};
    case Outcome::Kind::absent:
      return {there ? State::current : State::absent, "", known ? known->sha256 : "", "", 0};
    case Outcome::Kind::unwanted:
      return {State::unwanted, outcome.url, "", "", 0};
    case Outcome::Kind::failed:
      return failed(outcome.error + (there ? "; the file that is there stays" : ""));
    case Outcome::Kind::whole:
      break;
  }
  const Entry entry = entry_of(file.path(), outcome.url);
  if (known && known->sha256 != entry.sha256 && !policy.update) {
    file.discard();
    return failed(fmt::format("{} is another file than the one fetched before: SHA-256 {} there, {} in {}; --update accepts it",
                              outcome.url, entry.sha256, known->sha256, manifest_name));
  }
  const bool same = there && known && known->sha256 == entry.sha256 && entry_of(target, "").sha256 == entry.sha256;
  if (same) {
    file.discard();
    return from_entry(State::current, *known);
  }
  file.commit(outcome.modified);
  const Entry kept{entry.sha256, entry.bytes, outcome.modified ? utc_text(*outcome.modified) : entry.modified, entry.source, entry.fetched};
  if (policy.keep_record) manifest.record(wanted.file, kept);
  return {there ? State::updated : State::fetched, outcome.url, entry.sha256, "", entry.bytes};
} catch (const Unwanted &) {
  return {State::unwanted, "", "", "", 0};
} catch (const Failure &failure) {
  return failed(failure.what());
} catch (const fs::filesystem_error &error) {
  return failed(error.code().message());
}

}  // namespace tool::archive
