// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QString>

#include <vector>

namespace tabletalk::sql {

enum class TokenKind {
    Word,       ///< keyword or plain identifier; text as written
    QuotedName, ///< identifier in quotes; text without them
    String,     ///< text is the value where it is simple, else what stands between the quotes
    Number,
    Parameter, ///< ?, ?1, :name, @name, $1
    Operator,  ///< one operator, at most three characters
    Comma,
    Dot,
    Semicolon,
    OpenParen,
    CloseParen,
    Comment,
    ExecutableComment, ///< MySQL's "/*! … */", whose content the server runs
};

struct Token
{
    TokenKind kind = TokenKind::Word;
    qsizetype offset = 0; ///< into the statement, in UTF-16 units
    qsizetype length = 0;
    QString text;

    bool isWord(QLatin1StringView upperCase) const;
};

/// The longest statement we read, in UTF-16 units, and the most tokens it may have.
inline constexpr qsizetype maxStatementLength = 100'000;
inline constexpr size_t maxTokens = 20'000;

/// Takes a statement apart as the engine itself would: its rules for strings, quoted names,
/// dollar quotes, escapes and (nested) comments. Whatever is unterminated, contains a NUL or
/// is longer than the limits is refused with StatementRefused, because a reading that
/// differs from the engine's is how statements are smuggled past a check.
Result<std::vector<Token>> tokenize(QStringView statement, Dialect dialect);

} // namespace tabletalk::sql
