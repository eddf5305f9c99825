// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/OrganisationKind.h"

#include "core/schema/ColumnWords.h"
#include "core/schema/OrganisationWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr double columnShare = 0.3;   ///< what a word weighs in a column's name, against a table's
constexpr double mostFromColumns = 4; ///< many columns are no better evidence than a few
constexpr double leastStrength = 4;
constexpr double leastConfidence = 0.4;
constexpr double halfSure = 3; ///< the strength at which nothing else would make us half sure
constexpr size_t mostNamed = 4;
constexpr qsizetype mostEvidence = 6;

/// The tables and columns of a schema by the words of their names, alone and in pairs.
struct WordIndex
{
    QHash<QString, QStringList> tables;
    QHash<QString, QStringList> columns; ///< as "table.column"

    explicit WordIndex(const Schema &schema);
};

/// The words, and each two that follow one another ("work order").
QStringList phrasesOf(const QString &name)
{
    const std::vector<QString> words = nameWords(name);
    QStringList phrases;
    for (size_t i = 0; i < words.size(); ++i) {
        phrases << words[i];
        if (i + 1 < words.size())
            phrases << words[i] + u' ' + words[i + 1];
    }
    return phrases;
}

WordIndex::WordIndex(const Schema &schema)
{
    for (const Table &table : schema.tables) {
        for (const QString &phrase : phrasesOf(table.name)) {
            QStringList &names = tables[phrase];
            if (!names.contains(table.name) && names.size() < qsizetype(mostNamed))
                names << table.name;
        }
        for (const Column &column : table.columns) {
            for (const QString &phrase : phrasesOf(column.name)) {
                QStringList &names = columns[phrase];
                if (names.size() < qsizetype(mostNamed))
                    names << QString(table.name + u'.' + column.name);
            }
        }
    }
}

struct Found
{
    double weight = 0;
    bool inTable = false;
    QStringList names; ///< tables or columns that say it
};

struct Score
{
    const OrganisationWords *words = nullptr;
    double strength = 0;
    std::vector<Found> found;
    size_t tableWords = 0; ///< different words that tables are called by
};

Score scoreOf(const OrganisationWords &words, const WordIndex &index)
{
    Score score;
    score.words = &words;
    double fromColumns = 0;
    for (const EvidenceWord &evidence : words.evidence) {
        const QString word = QString::fromLatin1(evidence.word);
        if (const auto tables = index.tables.constFind(word); tables != index.tables.constEnd()) {
            score.strength += evidence.weight;
            ++score.tableWords;
            score.found.push_back({evidence.weight, true, *tables});
        } else if (const auto columns = index.columns.constFind(word); columns != index.columns.constEnd()) {
            const double weight = evidence.weight * columnShare;
            fromColumns += weight;
            score.found.push_back({weight, false, *columns});
        }
    }
    score.strength += std::min(fromColumns, mostFromColumns);
    std::ranges::stable_sort(score.found, std::ranges::greater{}, &Found::weight);
    return score;
}

/// Names of tables or columns, each once, in order of their weight.
QStringList namesOf(const Score &score, bool inTable)
{
    QStringList names;
    for (const Found &found : score.found) {
        for (const QString &name : found.names) {
            if (found.inTable == inTable && !names.contains(name))
                names << name;
        }
    }
    return names;
}

std::vector<QString> evidenceOf(const Score &score)
{
    std::vector<QString> sentences;
    const QStringList tables = namesOf(score, true);
    const QStringList columns = namesOf(score, false);
    const QLocale locale;
    if (!tables.isEmpty()) {
        sentences.push_back(QCoreApplication::translate("OrganisationKind", "Tables named %1")
                                .arg(locale.createSeparatedList(tables.first(std::min(tables.size(), mostEvidence)))));
    }
    if (!columns.isEmpty()) {
        sentences.push_back(
            QCoreApplication::translate("OrganisationKind", "Columns named %1")
                .arg(locale.createSeparatedList(columns.first(std::min(columns.size(), mostEvidence)))));
    }
    return sentences;
}

} // namespace

OrganisationKind detectOrganisationKind(const Schema &schema)
{
    const WordIndex index(schema);
    Score best;
    double second = 0;
    for (const OrganisationWords &words : organisationWords()) {
        Score score = scoreOf(words, index);
        if (score.strength > best.strength) {
            second = best.strength;
            best = std::move(score);
        } else {
            second = std::max(second, score.strength);
        }
    }

    OrganisationKind kind;
    kind.kind = u"general"_s;
    if (best.strength < leastStrength || best.tableWords < 2) {
        kind.evidence.push_back(QCoreApplication::translate(
            "OrganisationKind", "The names of tables and columns point to no particular kind of organisation"));
        return kind;
    }
    const double sure = best.strength / (best.strength + halfSure);
    const double lead = 1 - 0.6 * (second / best.strength) * (second / best.strength);
    kind.confidence = std::clamp(sure * lead, 0.0, 0.99);
    kind.evidence = evidenceOf(best);
    if (kind.confidence >= leastConfidence)
        kind.kind = QString::fromLatin1(best.words->kind);
    return kind;
}

} // namespace tabletalk
