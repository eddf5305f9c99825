// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

namespace tabletalk {

/// A table as Markdown has it. A cell stays on its line, and what Markdown or HTML would
/// read as more than text is kept from it by backslashes.
class MarkdownWriter final : public RowWriter
{
public:
    explicit MarkdownWriter(QIODevice &out)
        : m_out(out)
    {}

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override { return {}; }

private:
    QIODevice &m_out;
};

} // namespace tabletalk
