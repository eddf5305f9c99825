// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/TimeLeft.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace tabletalk::knowledge {

namespace {

constexpr size_t fewestFiles = 5;
constexpr size_t fewestOfKind = 4;
constexpr double shortestMeasured = 1'500; ///< milliseconds of work before anything is said
constexpr qint64 longestPause = 15'000;    ///< between two files that still counts as working on them

/// Milliseconds of a file: so much, and so much for a byte.
struct Cost
{
    double perFile = 0;
    double perByte = 0;
};

/// By least squares, with neither below nothing; the sum of what was measured comes out again.
Cost costOf(const std::vector<const FinishedFile *> &files)
{
    const auto count = double(files.size());
    double bytes = 0;
    double ms = 0;
    for (const FinishedFile *file : files) {
        bytes += double(file->bytes);
        ms += double(file->tookMs);
    }
    double spread = 0;
    double together = 0;
    for (const FinishedFile *file : files) {
        const double off = double(file->bytes) - bytes / count;
        spread += off * off;
        together += off * (double(file->tookMs) - ms / count);
    }
    const double slope = spread > 0 ? together / spread : 0;
    if (slope <= 0)
        return {ms / count, 0};
    const double base = (ms - slope * bytes) / count;
    if (base < 0)
        return {0, bytes > 0 ? ms / bytes : 0};
    return {base, slope};
}

/// How long somebody worked on them, pauses between them included but for long ones.
double workingTime(const std::vector<FinishedFile> &files)
{
    std::vector<std::pair<qint64, qint64>> spans;
    for (const FinishedFile &file : files)
        spans.emplace_back(file.endedMs - file.tookMs, file.endedMs);
    std::ranges::sort(spans);
    double time = 0;
    qint64 end = spans.front().first;
    for (const auto &[from, to] : spans) {
        if (from > end && from - end > longestPause)
            end = from;
        if (to > end) {
            time += double(to - end);
            end = to;
        }
    }
    return time;
}

} // namespace

std::optional<qint64> secondsLeft(const std::vector<FinishedFile> &finished, const std::vector<WaitingFiles> &waiting)
{
    if (finished.size() < fewestFiles)
        return std::nullopt;
    double took = 0;
    std::vector<const FinishedFile *> all;
    QHash<QString, std::vector<const FinishedFile *>> byKind;
    for (const FinishedFile &file : finished) {
        took += double(file.tookMs);
        all.push_back(&file);
        byKind[file.kind].push_back(&file);
    }
    const double worked = workingTime(finished);
    if (worked < shortestMeasured || took <= 0)
        return std::nullopt;
    const double atOnce = took / worked; // below one where there is more to it than reading
    const Cost general = costOf(all);
    double ms = 0;
    for (const WaitingFiles &files : waiting) {
        const auto known = byKind.constFind(files.kind);
        const bool isKnown = known != byKind.constEnd() && known->size() >= fewestOfKind;
        const Cost cost = isKnown ? costOf(*known) : general;
        ms += cost.perFile * files.files + cost.perByte * files.bytes;
    }
    constexpr double inSecond = 1'000;
    return qint64(std::ceil(ms / atOnce / inSecond));
}

} // namespace tabletalk::knowledge
