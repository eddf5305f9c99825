// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

#include <string>

namespace tabletalk {

/// An array with an object a row, each on a line of its own. Columns that share a name are
/// told apart by a number; numbers that a double would spoil are texts.
class JsonWriter final : public RowWriter
{
public:
    explicit JsonWriter(QIODevice &out)
        : m_out(out)
    {}

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override;

private:
    QIODevice &m_out;
    std::vector<std::string> m_keys; ///< as they are written, with their quotes
    bool m_hasRows = false;
};

} // namespace tabletalk
