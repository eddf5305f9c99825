// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Subspace.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tabletalk::search {

namespace {

constexpr int iterations = 4; // each sharpens what the random start saw; words' spectra fall slowly

/// A random generator whose numbers are the same with every library.
class Draw
{
public:
    double uniform()
    {
        m_state += 0x9e3779b97f4a7c15ULL; // splitmix64
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return (double((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
    }
    float normal()
    {
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        return float(radius * std::cos(2.0 * std::numbers::pi * uniform()));
    }

private:
    quint64 m_state = 20'110'217;
};

using Dense = std::vector<float>; ///< row-major

/// matrix · right
Dense times(const SparseMatrix &matrix, const Dense &right, size_t rank)
{
    Dense product(matrix.rows.size() * rank, 0.0F);
    for (size_t row = 0; row < matrix.rows.size(); ++row) {
        float *out = product.data() + row * rank;
        for (const auto &entry : matrix.rows[row]) {
            const float *in = right.data() + entry.column * rank;
            for (size_t i = 0; i < rank; ++i)
                out[i] += entry.value * in[i];
        }
    }
    return product;
}

/// transposed matrix · right
Dense transposedTimes(const SparseMatrix &matrix, const Dense &right, size_t rank)
{
    Dense product(matrix.columns * rank, 0.0F);
    for (size_t row = 0; row < matrix.rows.size(); ++row) {
        const float *in = right.data() + row * rank;
        for (const auto &entry : matrix.rows[row]) {
            float *out = product.data() + entry.column * rank;
            for (size_t i = 0; i < rank; ++i)
                out[i] += entry.value * in[i];
        }
    }
    return product;
}

/// Makes the columns orthonormal: Cholesky's factor of their products, divided out.
void orthonormalise(Dense &matrix, size_t rank)
{
    const size_t rows = matrix.size() / rank;
    std::vector<double> gram(rank * rank, 0.0);
    for (size_t row = 0; row < rows; ++row) {
        const float *values = matrix.data() + row * rank;
        for (size_t i = 0; i < rank; ++i) {
            const double value = values[i];
            if (value == 0)
                continue;
            double *out = gram.data() + i * rank;
            for (size_t j = i; j < rank; ++j)
                out[j] += value * values[j];
        }
    }
    double trace = 0;
    for (size_t i = 0; i < rank; ++i)
        trace += gram[i * rank + i];
    const double least = std::max(trace, 1e-30) * 1e-12; // a direction that is not there stays nearly nothing
    for (size_t i = 0; i < rank; ++i) {                  // upper factor in place, row by row
        for (size_t k = 0; k < i; ++k) {
            const double factor = gram[k * rank + i];
            for (size_t j = i; j < rank; ++j)
                gram[i * rank + j] -= factor * gram[k * rank + j];
        }
        const double pivot = std::sqrt(std::max(gram[i * rank + i], least));
        for (size_t j = i; j < rank; ++j)
            gram[i * rank + j] /= pivot;
        gram[i * rank + i] = pivot;
    }
    std::vector<double> solved(rank);
    for (size_t row = 0; row < rows; ++row) {
        float *values = matrix.data() + row * rank;
        std::copy_n(values, rank, solved.begin());
        for (size_t i = 0; i < rank; ++i) {
            solved[i] /= gram[i * rank + i];
            const double value = solved[i];
            const double *factors = gram.data() + i * rank;
            for (size_t j = i + 1; j < rank; ++j)
                solved[j] -= value * factors[j];
            values[i] = float(value);
        }
    }
}

} // namespace

std::vector<float> dominantSubspace(const SparseMatrix &matrix, size_t rank, const std::stop_token &stop)
{
    if (rank == 0 || matrix.rows.empty() || matrix.columns == 0)
        return {};
    Draw draw;
    Dense start(matrix.columns * rank);
    std::ranges::generate(start, [&] { return draw.normal(); });
    Dense basis = times(matrix, start, rank);
    orthonormalise(basis, rank);
    for (int i = 0; i < iterations; ++i) {
        if (stop.stop_requested())
            return {};
        Dense other = transposedTimes(matrix, basis, rank);
        orthonormalise(other, rank);
        basis = times(matrix, other, rank);
        orthonormalise(basis, rank);
    }
    orthonormalise(basis, rank); // once more takes away what rounding left
    return basis;
}

} // namespace tabletalk::search
