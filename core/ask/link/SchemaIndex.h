// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/ask/link/DateForm.h"
#include "core/ask/link/NearNames.h"
#include "core/ask/link/Place.h"
#include "core/ask/link/ValueWords.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace tabletalk::ask {

class Glossary;

/// One word of a name, and how much a question must say it for the name to be meant.
struct NamePart
{
    QString word;
    QString stem;
    double weight = 1;
    bool ofTable = false; ///< a column's word that its table's name has too
};

/// What the name, type, keys and data of a column say about its part in questions.
struct ColumnFacts
{
    std::vector<NamePart> name; ///< at least one part
    bool numeric = false;       ///< may be averaged and compared with numbers
    bool storedText = false;    ///< numbers or dates kept as text
    bool temporal = false;
    bool yearLike = false;   ///< numbers that are years
    DateForm dates;          ///< how it keeps dates or times of day, if it does
    bool identifier = false; ///< a key or reference
    bool nameLike = false;   ///< what people call the row
    bool foreignKey = false;
    int referenced = -1; ///< the table that it refers to as a key of its own
    bool unique = false;
    bool hidden = false; ///< by the vocabulary: joined and counted by, never named or shown
    QString yes;         ///< for flags: the value that says yes, as stored
    QString no;
};

struct TableFacts
{
    std::vector<NamePart> name; ///< at least one part
    std::vector<ColumnFacts> columns;
    int keyColumn = -1; ///< the single-column primary key, or a unique identifier
    std::vector<int>
        displayColumns;    ///< what people call its rows: one or two columns, empty only where no column is shown
    bool nameless = false; ///< nothing but its key tells its rows apart
    bool bridge = false;   ///< only joins others
    bool conceals = false; ///< has hidden columns, so that "all columns" must be spelled out
};

/// A value that stands in the data.
struct StoredValue
{
    Place place;
    QString text; ///< exactly as stored
};

/// A database made ready for questions: who is called what, and where which value stands.
/// Immutable; time to look something up depends on the question and not on the schema.
class SchemaIndex : public PreparedDatabase
{
public:
    /// vocabulary: null, or what the organisation says itself; its hidden tables are not here.
    explicit SchemaIndex(std::shared_ptr<const Understanding> understanding, const Vocabulary *vocabulary = nullptr);
    ~SchemaIndex() override;

    const Schema &schema() const { return m_understanding->schema; }
    const Table &table(int table) const { return schema().tables[size_t(table)]; }
    const Column &column(Place place) const { return table(place.table).columns[size_t(place.column)]; }
    const TableFacts &facts(int table) const { return m_tables[size_t(table)]; }
    const ColumnFacts &facts(Place place) const { return m_tables[size_t(place.table)].columns[size_t(place.column)]; }
    /// Tables one key away, in either direction.
    const std::vector<int> &neighbours(int table) const { return m_neighbours[size_t(table)]; }
    /// Null without a vocabulary.
    const Glossary *glossary() const { return m_glossary.get(); }
    int tableCount() const { return int(m_tables.size()); }
    /// Whether a table of another schema is called the same.
    bool sharesItsName(int table) const
    {
        return m_sharedNames.contains(schema().tables[size_t(table)].name.toLower());
    }
    std::vector<Place> columnsOf(int table) const;

    /// Names with a part of this stem.
    const std::vector<Place> &placesOf(const QString &stem) const;
    /// Columns that call the rows of their table like the table itself, such as institution.institution: what
    /// "name" is said of where no column is called so.
    const std::vector<Place> &calledLikeTheirTable() const { return m_calledLikeTable; }
    /// Tables with a part of this stem in their own name, in order.
    const std::vector<int> &tablesOf(const QString &stem) const;
    /// Stems in names that share their beginning with this one or abbreviate it.
    std::vector<QString> similarStems(const QString &stem) const;
    /// Stems in names that abbreviate this one by leaving vowels out: "cntry" for "country".
    std::vector<QString> abbreviationsOf(const QString &stem) const;
    /// The stem of a word in the tables' names that is meant by a contraction: "pts" for "patients".
    QString contractedStem(const QString &word) const;
    /// The stem in names that is meant by a misspelt one; empty when none or several are near.
    QString respeltStem(const QString &stem) const;
    /// Words and phrases of names that mean about the same as others.
    const NearNames &nearNames() const { return m_nearNames; }
    /// Values whose folded text is this.
    const std::vector<StoredValue> &valuesOf(const QString &foldedText) const;
    /// Values that are a form of this (same stems in the same order).
    const std::vector<StoredValue> &valuesByStem(const QString &stems) const;
    /// Values by single words of theirs.
    const ValueWords &valueWords() const { return m_valueWords; }
    qsizetype longestValueWords() const { return m_longestValueWords; }

private:
    void adopt(Vocabulary vocabulary);
    void hide(Place place, ColumnFacts &facts) const;
    std::vector<NamePart> namePartsOf(const QString &name);
    void readTable(int table);
    void readColumn(Place place, ColumnFacts &facts);
    void readName(Place place, ColumnFacts &facts);
    void addValue(Place place, const QString &value);
    void indexValues();
    void findNearNames();
    void findNeighbours();
    void chooseDisplayColumns(int table);
    void findCalledLikeTable();
    void weighRoles();

    std::shared_ptr<const Understanding> m_understanding;
    std::unique_ptr<const Glossary> m_glossary;
    QSet<QPair<int, int>> m_hidden;
    QSet<int> m_concealing;
    QHash<QString, std::vector<NamePart>> m_names;
    QSet<QString> m_sharedNames; ///< in lower case
    std::vector<TableFacts> m_tables;
    std::vector<std::vector<int>> m_neighbours;
    QHash<QString, std::vector<Place>> m_byStem;
    std::vector<Place> m_calledLikeTable;
    QHash<QString, std::vector<int>> m_tablesByStem;
    QHash<QString, std::vector<QString>> m_stemsByBeginning;
    std::vector<QString> m_stems;        ///< in order of the alphabet
    std::vector<QString> m_strangeStems; ///< of words that are no English, as abbreviations are
    NearNames m_nearNames{Thesaurus::builtIn()};
    QHash<QString, std::vector<StoredValue>> m_values;
    QHash<QString, std::vector<StoredValue>> m_valueStems;
    ValueWords m_valueWords;
    qsizetype m_longestValueWords = 1;
};

/// The stems of a folded text, joined by spaces.
QString stemsOf(const QString &foldedText);

} // namespace tabletalk::ask
