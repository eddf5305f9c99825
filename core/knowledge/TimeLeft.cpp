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

/// By least squares, with neither below nothing. Files scatter in proportion to what they take, so each counts by what
/// is expected of it: one large file that was slow by chance does not speak for all.
Cost weightedCost(const std::vector<const FinishedFile *> &files, const Cost &expected)
{
    double weights = 0;
    double bytes = 0;
    double ms = 0;
    double squares = 0;
    double products = 0;
    for (const FinishedFile *file : files) {
        const auto size = double(file->bytes);
        const double usual = std::max(1.0, expected.perFile + expected.perByte * size);
        const double weight = 1 / (usual * usual);
        weights += weight;
        bytes += weight * size;
        ms += weight * double(file->tookMs);
        squares += weight * size * size;
        products += weight * size * double(file->tookMs);
    }
    const double spread = weights * squares - bytes * bytes;
    const double slope = spread > 0 ? (weights * products - bytes * ms) / spread : 0;
    if (slope <= 0)
        return {ms / weights, 0};
    const double base = (ms - slope * bytes) / weights;
    if (base < 0)
        return {0, squares > 0 ? products / squares : 0};
    return {base, slope};
}

Cost costOf(const std::vector<const FinishedFile *> &files)
{
    double bytes = 0;
    double ms = 0;
    for (const FinishedFile *file : files) {
        bytes += double(file->bytes);
        ms += double(file->tookMs);
    }
    // As if half of it were for the files and half for their bytes, and then by what came of that.
    Cost cost{ms / double(files.size()) / 2, bytes > 0 ? ms / bytes / 2 : 0};
    constexpr int rounds = 4;
    for (int i = 0; i < rounds; ++i)
        cost = weightedCost(files, cost);
    return cost;
}

/// What was done since the first of them ended: before that, others that are not known may have been read beside them.
struct Work
{
    double took = 0;   ///< of all together
    double lasted = 0; ///< by the clock, pauses included but for long ones
};

Work workOn(const std::vector<FinishedFile> &files)
{
    qint64 begin = files.front().endedMs;
    for (const FinishedFile &file : files)
        begin = std::min(begin, file.endedMs);
    std::vector<std::pair<qint64, qint64>> spans;
    for (const FinishedFile &file : files)
        spans.emplace_back(std::max(begin, file.endedMs - file.tookMs), file.endedMs);
    std::ranges::sort(spans);
    Work work;
    qint64 end = begin;
    for (const auto &[from, to] : spans) {
        work.took += double(to - from);
        if (from > end && from - end > longestPause)
            end = from;
        if (to > end) {
            work.lasted += double(to - end);
            end = to;
        }
    }
    return work;
}

} // namespace

std::optional<qint64> secondsLeft(const std::vector<FinishedFile> &finished, const std::vector<WaitingFiles> &waiting)
{
    std::vector<const FinishedFile *> all;
    QHash<QString, std::vector<const FinishedFile *>> byKind;
    for (const FinishedFile &file : finished) {
        if (file.isUnderWay)
            continue;
        all.push_back(&file);
        byKind[file.kind].push_back(&file);
    }
    if (all.size() < fewestFiles)
        return std::nullopt;
    const Work work = workOn(finished);
    if (work.lasted < shortestMeasured || work.took <= 0)
        return std::nullopt;
    const double atOnce = work.took / work.lasted; // below one where there is more to it than reading
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
