// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// How a text is kept for searching, and what is searched for is put: without case, accents
/// and repeated blanks, so that every database compares it alike.
QString searchText(const QString &text);

/// The words that must all be there, each once, the longest first; at most so many.
std::vector<QString> searchWords(const QString &query, size_t most);

/// A part of a text around the first of some words, put as searchText() puts them; its
/// beginning when none is there.
QString excerptAround(const QString &text, const std::vector<QString> &words, qsizetype length);

} // namespace tabletalk
