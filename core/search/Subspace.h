// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <stop_token>
#include <vector>

namespace tabletalk::search {

/// A matrix of which most is nothing, row by row.
struct SparseMatrix
{
    struct Entry
    {
        quint32 column = 0;
        float value = 0;
    };
    std::vector<std::vector<Entry>> rows;
    size_t columns = 0;
};

/// An orthonormal basis of the "rank" directions in which the columns of a matrix vary most: the space of its left
/// singular vectors, up to a turn that changes no cosine. By randomised subspace iteration (Halko, Martinsson and
/// Tropp, "Finding Structure with Randomness", 2011, algorithm 4.4). Row-major, rows × rank; the same for the same
/// input. Empty when it was asked to stop.
std::vector<float> dominantSubspace(const SparseMatrix &matrix, size_t rank, const std::stop_token &stop = {});

} // namespace tabletalk::search
