// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <cstdint>
#include <vector>

namespace tabletalk::evaluation {

/// The rows of a result, kept as what comparing needs: a key for each cell that is equal for equal
/// cells, and the number that it holds. Texts themselves are not kept, so that many results stay small.
class ComparableResult
{
public:
    struct Cell
    {
        std::uint64_t key = 0; ///< of a number: after rounding to nine digits
        double number = 0;
        bool isNumber = false;
    };

    /// All rows have as many cells as the first.
    void add(const Row &row);

    size_t rowCount() const { return m_width == 0 ? 0 : m_cells.size() / m_width; }
    size_t width() const { return m_width; }
    size_t cellCount() const { return m_cells.size(); }
    const Cell &at(size_t row, size_t column) const { return m_cells[row * m_width + column]; }
    /// Whether any number was not stored as an integer, and so may have been rounded on its way.
    bool holdsReals() const { return m_holdsReals; }

private:
    std::vector<Cell> m_cells; ///< row after row
    size_t m_width = 0;
    bool m_holdsReals = false;
};

/// Spreads the bits of a key, so that sums of keys do not meet by accident.
std::uint64_t spread(std::uint64_t key);

} // namespace tabletalk::evaluation
