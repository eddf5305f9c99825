// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/search/PassageIndex.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tabletalk {

/// The vectors of one workspace's passages, to find those that lie nearest to one: by comparing all, or in a graph of
/// neighbours (hnswlib) whose answers are nearly always the same and which takes long to make. A cache: what is removed
/// is only marked, and whoever holds it makes it anew when too much is. Reading is thread-safe while nobody changes it.
class VectorIndex
{
public:
    /// Beyond so many passages a graph pays.
    static constexpr qsizetype mostExact = 4'000;

    explicit VectorIndex(int dimensions);
    ~VectorIndex();
    VectorIndex(const VectorIndex &) = delete;
    VectorIndex &operator=(const VectorIndex &) = delete;

    int dimensions() const;
    qsizetype size() const;    ///< without what is removed
    qsizetype removed() const; ///< still takes memory
    qsizetype bytes() const;
    bool isGraph() const;
    /// All that is there as a graph of its own; nothing when it was asked to stop.
    std::unique_ptr<VectorIndex> asGraph(const std::stop_token &stop = {}) const;
    /// All that is there, without what was removed, to be compared one by one.
    std::unique_ptr<VectorIndex> asList() const;
    bool contains(qint64 label) const;
    std::vector<qint64> labels() const;

    /// Of length 1 and of its dimensions, or it is left out. A label comes once.
    void add(qint64 label, const std::vector<float> &vector);
    void remove(qint64 label);
    std::optional<std::vector<float>> vectorOf(qint64 label) const;

    /// The nearest first, with their cosines; of those that count.
    std::vector<search::PassageIndex::Found> nearest(const std::vector<float> &to, size_t most,
                                                     const std::function<bool(qint64)> &mayCount = {}) const;
    /// The same, by comparing all.
    std::vector<search::PassageIndex::Found> nearestExactly(const std::vector<float> &to, size_t most,
                                                            const std::function<bool(qint64)> &mayCount = {}) const;

    /// Writes the graph to a file; nothing is there to write of a few vectors, which are soon read again.
    Result<void> writeGraph(const QString &path) const;
    /// Reads one; Unavailable when it is not what writeGraph() wrote.
    static Result<std::unique_ptr<VectorIndex>> readGraph(const QString &path, int dimensions);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
