// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chat/RowTest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tabletalk {

/// The numbers of rows in the order in which they are wanted.
using RowOrder = std::vector<uint32_t>;

/// Sorts and filters rows that go by: keeps the cells that it sorts by, not the rows.
class RowSorter
{
public:
    static constexpr size_t mostColumns = 4;
    static constexpr qint64 mostBytes = 256 * 1024 * 1024; ///< of cells to sort by

    /// Throws Problem InvalidRequest for a column or test that there is not.
    RowSorter(const std::vector<api::ResultSort> &sort, RowTest test, size_t columns);

    /// Throws Problem TooLarge when what has to be kept is too much.
    void add(uint32_t number, const boost::json::array &row);

    /// Rows that are alike stay in their order. Call once.
    RowOrder take();

private:
    struct Key
    {
        enum class Kind : uint8_t { Number, Text, Empty };
        Kind kind = Kind::Empty;
        double number = 0;
        std::string text; ///< of texts, and of numbers that a double cannot tell apart
    };
    static Key keyOf(const boost::json::value &cell);
    static int compare(const Key &one, const Key &other);
    bool isBefore(uint32_t one, uint32_t other) const;

    std::vector<api::ResultSort> m_sort;
    RowTest m_test;
    std::vector<uint32_t> m_numbers;
    std::vector<Key> m_keys; ///< for each row as many as there are columns to sort by
    qint64 m_bytes = 0;
};

} // namespace tabletalk
