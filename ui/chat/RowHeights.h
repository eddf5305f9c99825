// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace tabletalk::ui {

/// How high the rows of a long column are and where each begins, in pixels. A row that was never
/// measured has the guessed height. Changing a row costs nothing until a place below it is asked for.
class RowHeights
{
public:
    explicit RowHeights(int guess)
        : m_guess(guess)
    {}

    void reset(int count);
    void append();
    /// Of a row that was measured.
    void set(int row, int height);

    int count() const { return int(m_rows.size()); }
    int height(int row) const { return m_rows[size_t(row)]; }
    /// Where a row begins; of count(): the end of the last.
    qint64 top(int row) const;
    qint64 total() const { return top(count()); }
    /// Which row is there; the first or last where none is. Not for an empty column.
    int rowAt(qint64 y) const;

private:
    void addUp() const;

    int m_guess;
    std::vector<int> m_rows;
    mutable std::vector<qint64> m_tops = {0}; ///< right up to m_stale
    mutable size_t m_stale = 0;
};

} // namespace tabletalk::ui
