// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk::sql {

/// Words that may stand before a parenthesis without being a function: keywords of
/// expressions and clauses, and types with a length. All words here are in lower case.
bool mayPrecedeParenthesis(const QString &word, Dialect dialect);

/// Writing words that a SELECT can hide inside itself.
bool isWritingWord(const QString &word);

/// The head of any other statement. Where statements need no semicolon between them
/// (Transact-SQL, or an engine we cannot know), it is refused wherever it stands.
bool startsAnotherStatement(const QString &word);

/// Table hints of Transact-SQL that take locks which keep others waiting.
bool isLockHint(const QString &word);

/// Types that are padded with blanks or zeros to the length they are given.
bool isPaddedType(const QString &word);

} // namespace tabletalk::sql
