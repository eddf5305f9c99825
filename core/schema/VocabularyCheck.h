// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "core/schema/Vocabulary.h"

#include <QHash>

#include <vector>

namespace tabletalk {

/// How much of everything one vocabulary may hold.
namespace vocabularyLimits {
inline constexpr size_t synonyms = 5'000;
inline constexpr size_t metrics = 1'000;
inline constexpr size_t hidden = 20'000;
inline constexpr size_t joins = 2'000;
inline constexpr size_t descriptions = 20'000;
inline constexpr qsizetype phraseLength = 100; ///< UTF-16 units
inline constexpr qsizetype phraseWords = 8;
inline constexpr qsizetype textLength = 2'000;
inline constexpr size_t partsOfMetric = 50; ///< terms, filters, synonyms, values of a filter
} // namespace vocabularyLimits

/// Finds tables and columns by name: as written, else whatever the case if that is one.
class SchemaLookup
{
public:
    /// schema outlives this.
    explicit SchemaLookup(const Schema &schema);

    /// Position of the table, or why there is none.
    std::expected<int, QString> table(const std::optional<QString> &schemaName, const QString &name) const;
    std::expected<int, QString> column(int table, const QString &name) const;
    const Schema &schema() const { return m_schema; }

private:
    const Schema &m_schema;
    QHash<QString, std::vector<int>> m_byName; ///< lower case
};

/// Everything that is wrong with a vocabulary, each with its path ("vocabulary.metrics[2].of.column").
std::vector<FieldError> checkVocabulary(const Vocabulary &vocabulary, const Schema &schema,
                                        const QString &path = QStringLiteral("vocabulary"));

/// Takes out every entry with which something is wrong; what it was, with the path it had.
std::vector<FieldError> dropUnusable(Vocabulary &vocabulary, const Schema &schema,
                                     const QString &path = QStringLiteral("vocabulary"));

} // namespace tabletalk
