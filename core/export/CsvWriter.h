// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

namespace tabletalk {

/// CSV (RFC 4180, UTF-8) with the names of the columns in its first line.
class CsvWriter final : public RowWriter
{
public:
    CsvWriter(QIODevice &out, CsvStyle style)
        : m_out(out)
        , m_style(style)
    {}

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override { return {}; }

private:
    QIODevice &m_out;
    CsvStyle m_style;
};

} // namespace tabletalk
