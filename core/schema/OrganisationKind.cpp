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
constexpr double leastStrengthOfFew = 2.4; ///< where half of the tables or more speak of it
constexpr double hardlyElsewhere = 3;      ///< the weight of a word that is enough by itself there
constexpr double eachMoreTable = 0.25;     ///< of a word's weight, for each further table with it
constexpr int mostMoreTables = 3;
constexpr double leastConfidence = 0.4;
constexpr double halfSure = 3; ///< the strength at which nothing else would make us half sure
constexpr size_t mostNamed = 4;
constexpr size_t mostTablesNamed = 24; ///< so many tables of one word are remembered
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
            if (names.size() < qsizetype(mostTablesNamed) && !names.contains(table.name))
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
    size_t tableWords = 0;          ///< different words that tables are called by
    QSet<QString> namedTables = {}; ///< the tables that are called by them
};

/// Adds what the words find to the score, columns apart since they count up to a limit.
void addScore(Score &score, double &fromColumns, const OrganisationWords &words, const WordIndex &index)
{
    for (const EvidenceWord &evidence : words.evidence) {
        const QString word = QString::fromUtf8(evidence.word);
        if (const auto tables = index.tables.constFind(word); tables != index.tables.constEnd()) {
            const int more = std::min(int(tables->size()) - 1, mostMoreTables);
            score.strength += evidence.weight * (1 + eachMoreTable * more);
            ++score.tableWords;
            for (const QString &name : *tables)
                score.namedTables.insert(name);
            score.found.push_back({evidence.weight, true, *tables});
        } else if (const auto columns = index.columns.constFind(word); columns != index.columns.constEnd()) {
            const double weight = evidence.weight * columnShare;
            fromColumns += weight;
            score.found.push_back({weight, false, *columns});
        }
    }
}

Score scoreOf(const OrganisationWords &words, const WordIndex &index)
{
    Score score;
    score.words = &words;
    double fromColumns = 0;
    addScore(score, fromColumns, words, index);
    for (const OrganisationWords &abroad : organisationWordsAbroad()) {
        if (qstrcmp(abroad.kind, words.kind) == 0)
            addScore(score, fromColumns, abroad, index);
    }
    score.strength += std::min(fromColumns, mostFromColumns);
    std::ranges::stable_sort(score.found, std::ranges::greater{}, &Found::weight);
    return score;
}

/// Two kinds of tables and some weight, or, in a small database, half of its tables.
bool isEnough(const Score &score, const Schema &schema)
{
    if (score.strength >= leastStrength && score.tableWords >= 2)
        return true;
    const bool spoken =
        score.found.size() >= 2 || (!score.found.empty() && score.found.front().weight >= hardlyElsewhere);
    return score.strength >= leastStrengthOfFew && spoken && score.tableWords >= 1
           && size_t(score.namedTables.size()) * 2 >= schema.tables.size();
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

std::vector<QString> evidenceOf(const Score &score, size_t tableCount)
{
    std::vector<QString> sentences;
    const QStringList tables = namesOf(score, true);
    const QStringList columns = namesOf(score, false);
    const QLocale locale;
    const auto listed = [&](const QStringList &names) {
        return locale.createSeparatedList(names.first(std::min(names.size(), mostEvidence)));
    };
    if (!tables.isEmpty()) {
        const QString sentence = QCoreApplication::translate("OrganisationKind", "Tables named %1").arg(listed(tables));
        const QString share = QCoreApplication::translate("OrganisationKind", "%1 (%2 of %3 tables)");
        // Of more, not all that a word names were remembered.
        sentences.push_back(tableCount > mostTablesNamed
                                ? sentence
                                : share.arg(sentence, locale.toString(score.namedTables.size()),
                                            locale.toString(qulonglong(tableCount))));
    }
    if (!columns.isEmpty())
        sentences.push_back(QCoreApplication::translate("OrganisationKind", "Columns named %1").arg(listed(columns)));
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
    if (!isEnough(best, schema)) {
        kind.evidence.push_back(QCoreApplication::translate(
            "OrganisationKind", "The names of tables and columns point to no particular kind of organisation"));
        return kind;
    }
    const double sure = best.strength / (best.strength + halfSure);
    const double lead = 1 - 0.6 * (second / best.strength) * (second / best.strength);
    kind.confidence = std::clamp(sure * lead, 0.0, 0.99);
    kind.evidence = evidenceOf(best, schema.tables.size());
    if (kind.confidence >= leastConfidence)
        kind.kind = QString::fromLatin1(best.words->kind);
    return kind;
}

} // namespace tabletalk
