// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Citations.h"

#include <vector>

namespace tabletalk {

/// What an answer rests on, numbered as it comes; the same passage or statement has one number.
class CitationList
{
public:
    /// Its number.
    int add(api::Citation citation);
    const std::vector<api::Citation> &all() const { return m_citations; }
    /// Those that a text cites, with new numbers without gaps, and the text that has them.
    static std::vector<api::Citation> cited(const std::vector<api::Citation> &all, QString &text);

private:
    std::vector<api::Citation> m_citations;
};

} // namespace tabletalk
