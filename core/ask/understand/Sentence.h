// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/understand/Fragment.h"
#include "core/ask/understand/Item.h"
#include "core/ask/understand/Meaning.h"
#include "core/ask/understand/Resolver.h"

namespace tabletalk::ask {

/// Whether a number may be a year that people speak of.
bool isYear(double number);

/// That year as a stretch of time.
Period yearOf(double number);

/// Reads one question's items; holds what is understood so far and what is still
/// waiting for the word that completes it.
class Sentence
{
public:
    Sentence(const Words &words, const Items &items, const SchemaIndex &index, Choices &choices)
        : m_words(words)
        , m_items(items)
        , m_index(index)
        , m_choices(choices)
        , m_resolver(index, items, choices)
        , m_consumed(items.size())
    {}

    Meaning run();
    /// The same in a conversation; restricting: what is named is a condition.
    Fragment runAfter(const Meaning &before, bool restricting);

private:
    void walk();
    void beginSentence();
    // One kind of item each
    void onItem();
    void onCue();
    void onTable();
    void onColumn();
    void onMetric();
    void onValue();
    void onNumber();
    void onPeriod();
    void onQuoted();
    void onUnknown();
    // What a table means
    bool isLackedTable(int table);
    void beginAbsence(int table);
    bool listsTable(bool known);
    bool isShownWithRows(int table);
    void showRowsOf(int table);
    bool namesRowNumber(int table) const;
    void takeRowNumber(int table);
    bool beginsList() const;
    // What a column means
    bool columnTakesOperand(size_t column, size_t *operand, bool *negated) const;
    std::optional<size_t> operandBehind(size_t column, bool *linked, bool *negated) const;
    bool takesNumber(size_t column, size_t number) const;
    bool beginsCondition(size_t cue) const;
    void requireOfColumn(size_t operand);
    void requireOfGroups(Place column, size_t comparison);
    void requireLiterals(Place column, size_t first);
    bool isNameOfColumn() const;
    bool isVerbOfDate(Place column) const;
    bool datesLater() const;
    bool goesOnGroupingOrOrdering(Place column);
    bool takesFunctions(Place column);
    bool requiresFlag(Place column);
    bool isCalledExtreme(Place column);
    bool saysWhatHappened(Place column);
    bool requiresMissing(Place column);
    bool isSaidAside(Place column);
    void showColumn(Place column);
    // What a number means
    bool saysAge(size_t number);
    bool saysNumberOf(size_t number);
    bool saysCountOf(size_t number);
    bool saysHowManyToShow(const Item &after);
    bool saysYear();
    bool saysRowNumber();
    // Cues
    void onFiller();
    void onAverage();
    void onTotal();
    void onBy();
    void onClause();
    void onCondition();
    void onMissing();
    void onLittleWord();
    // Cues that need their surroundings
    void onHowMany();
    bool endsColumnName() const;
    size_t nounCounted(size_t first) const;
    void countTable(size_t noun);
    bool showsNumbersOf(int table);
    bool countsColumn(size_t noun, bool distinct);
    bool computesNumber(size_t noun);
    bool comparesNumberOf(size_t noun);
    void countColumn(size_t noun, bool distinct);
    void onShare();
    void onRatio();
    void onDifference();
    bool differsWithinRows(size_t first);
    std::optional<Place> beginningOf(Place end) const;
    bool takesTime(Place end);
    bool asksHowLong(size_t noun);
    bool saysStay();
    bool averagesAge();
    // What people say of rows in a word of their own
    bool readsOwnWords();
    bool saysTimeliness();
    bool saysStock();
    bool saysRate();
    bool saysReportsTo();
    bool deniesFlag();
    bool saysStars();
    bool saysPay();
    bool readsUnit(size_t number, sql::Comparison comparison);
    bool countsPeople(size_t noun);
    bool countsUnits();
    bool sumsWhatIsDone(Place column);
    bool addsUpWhatWeDid(size_t verb);
    bool saysReceived();
    void countEventsOfKinds();
    bool countsOfEach(size_t counted);
    std::optional<Place> quantityOf(int table) const;
    bool isQuantity(Place place) const;
    std::optional<Place> onlyNumberOf(int table) const;
    std::optional<std::pair<Place, Place>> dueAndDone() const;
    void settleUnits();
    void settlePerUnit();
    void settlePeriods(int table);
    void settleSharedAbsence();
    bool perUnit(size_t next);
    void addRatio(Ratio ratio);
    bool readSide(size_t *at, Measure *figure, std::vector<Restriction> *where);
    void settleShare();
    void averageGroups();
    int tableOfPairs(int one, int other) const;
    Place keySeenFrom(int from, int table) const;
    // The most and the least
    void onSuperlative();
    void orderBestFirst(const Cue &cue);
    bool takesExtremeFigure(const Cue &cue);
    void takeExtremeOfLast(bool most);
    bool waitsForColumn(const Cue &cue);
    bool takesExtremeOfColumn(size_t cueAt);
    bool takesExtremeOfQuality(const Cue &cue);
    void takeExtreme(const Measure &measure, bool most);
    void onMost();
    void onCommon();
    bool topOfQuality(size_t i);
    void onTop();
    // Comparisons
    /// A comparison and what it is held against: "more than 50", "above the university average".
    struct Comparing
    {
        size_t at = 0; ///< the item of the comparison
        Cue cue;
        sql::Comparison comparison = sql::Comparison::Greater;
        size_t operand = 0;
        bool ofAll = false; ///< against all there are, and not those of which is spoken

        /// "later than", "before": said of dates only.
        bool isOfDates() const { return !cue.hints.empty() && cue.hints.front().stem == u"date"; }
    };
    void onCompare();
    size_t operandOfComparison() const;
    bool leftStandsAt(size_t comparison) const;
    bool comparesColumnBehind(const Comparing &said);
    std::optional<size_t> averageOfAll(size_t first) const;
    void compareWithNumber(const Comparing &said);
    bool comparesTimes(const Comparing &said, size_t after);
    bool comparesAge(const Comparing &said);
    bool comparesRowsOf(const Comparing &said, size_t after);
    bool comparesValuesOf(const Comparing &said, size_t after, const Wish &wish);
    std::optional<Place> comparedWithNumber(const Comparing &said, size_t after, const Wish &wish);
    void compareWithFigure(const Comparing &said);
    std::optional<Place> comparedWithFigure(const Comparing &said);
    void requireCount(const Measure &count, const Comparing &said);
    void addComparison(Place column, sql::Comparison comparison, Literal literal, bool ofYear = false);
    void onBetween();
    Literal amountFor(Place column, size_t item);
    // Texts and times
    void onText(Restriction::Kind kind);
    bool quotesPartOf(size_t literal);
    std::optional<Place> textColumn(size_t literal);
    bool groupByPeriod(size_t word);
    bool asksWhichPeriod() const;
    std::optional<Place> periodColumn(const Period &period);
    std::optional<std::pair<Bucket, size_t>> bucketAt(size_t item) const;
    bool tells(Place column, const Period &period) const;
    bool tells(Place column, Bucket bucket) const;
    std::optional<Place> temporalFor(const Period &period);
    void addPeriod(Place column, const Item &said, bool guessed = false);
    // Groups and orders
    void onEach();
    bool isOrderedLater() const;
    bool isWhatIsSorted(size_t i) const;
    void onOrderBy();
    void onDirection();
    void onNot();
    bool compareAgain();
    bool extendsNumber();
    void onOrMore();
    // Parts
    std::vector<Place> placesOf(size_t item) const;
    int tableAt(size_t item);
    void addSort(size_t item, int table);
    std::vector<Place> columnsAround(size_t item) const;
    void addRestriction(Restriction restriction);
    void addEquality(Place column, std::vector<Literal> values, bool allOf);
    std::vector<Literal> valueList(size_t first, const Mention &value, bool *allOf);
    std::optional<Measure> readMeasure(size_t *at, bool *reversed, bool countsTables = false);
    Measure::Function functionAt(size_t item) const;
    Measure measureOfColumn(size_t item, Measure::Function function);
    Measure metricAt(size_t item);
    bool speaksOfMetrics() const;
    bool speaksOfAnyOne(size_t word) const;
    void noteGroupByValue(size_t next);
    bool compareMetric(const Measure &metric);
    void addOutput(const Measure &measure);
    void addGroup(Place place);
    void nameTable(int table);
    std::optional<Place> operandColumn(size_t comparison, size_t after, const Cue &cue, const Wish &wish);
    void orderBy(const Measure &measure, bool descending);
    size_t skip(size_t at) const;
    bool isTransparent(const Item &item) const;
    // What is decided when all is read
    void finish();
    void guessEntity();
    void settleConditions();
    void settleFigures();
    void sumPlainAmount();
    void sumInTotal();
    void settleFunctions();
    void settleCounts();
    void settleCount(Measure &measure) const;
    bool showsSingleRows() const;
    bool holdsFigures() const;
    void readEachAsAll();
    void showBefore(int table);
    void showWhatWasLeftOpen(bool computes);
    void showBesides(bool computes);
    void noteMetricsOfOwnRows();
    void orderWhatIsShown();
    void answerWhenOrWhere();
    Measure::Function extremeAsked() const;
    int childOf(int table) const;
    void joinContradictions();
    void sumAmount();
    bool computesSomething() const;
    bool readsByAsEach(size_t next);
    std::vector<Measure> displayOf(int table) const;
    bool compareColumns(size_t right, sql::Comparison comparison);
    void tellKindsApart();
    void addUpWhatExceeds();
    void countGroupsThatMeet();
    void countValuesThatMeet();
    void takeFirstOrLast();
    void breakDown();
    void setSideBySide();
    void followRoles();
    std::optional<Place> roleNamed(int table) const;
    std::optional<Place> placeOf(int table) const;
    void averageCompared();
    void answerWho();
    bool holdsPeople(int table) const;
    void noteUnrelatedFigures();
    bool isMoney(size_t i) const;
    void addMoney();
    std::optional<int> stepsToOwner(int table, int owner) const;
    double likenessToAmount(Place place) const;
    std::optional<Place> moneyColumn() const;
    bool lacksMoneyColumn() const;
    void settleMoney();
    void placeMoney();
    bool standsFirst(size_t i) const;
    bool ordersByLater() const;
    bool headsSentence(size_t begin) const;
    bool hasOneRowEach(Place group, Place column) const;
    bool computeForGroups();
    std::optional<int> namedReference(Place place) const;
    void nameReferences();
    bool followsParticiple() const;
    bool compareCount(const Measure &count, size_t noun);
    bool takesExtremeOfEach();
    bool isNamed(Place column) const;
    void dropIdleOutputs();
    // Other rows that rows are held against
    enum class Quantity { One, Some, Any, All };
    Quantity quantityBetween(size_t from, size_t to) const;
    Measure::Function decisiveOf(Quantity quantity, sql::Comparison comparison);
    void beginOthers(Restriction comparison, const Measure &shown);
    bool endsOthers(size_t at) const;
    void settleOthers();
    bool compareWithRows(size_t comparisonAt, size_t first);
    std::optional<Place> sharedColumn();
    bool sameAsOthers();
    void joinOpposites();
    std::optional<Place> sharedOutput() const;
    void denyOfAll();
    void showLeft(size_t comparison);
    std::optional<Place> guessedOperand(size_t comparison);
    bool asksForEverything() const;

    const Item &here() const { return m_items[m_at]; }
    const Item &item(size_t i) const { return m_items[std::min(i, m_items.size() - 1)]; }

    const Words &m_words;
    const Items &m_items;
    const SchemaIndex &m_index;
    Choices &m_choices;
    Resolver m_resolver;
    std::vector<bool> m_consumed;
    Meaning m_meaning;
    const Meaning *m_before = nullptr; ///< of an earlier question that this one goes on with
    size_t m_at = 0;

    std::vector<Measure::Function> m_functions; ///< waiting for their column
    std::optional<Place> m_left;                ///< column to the left that a comparison may take
    size_t m_leftAt = 0;
    std::optional<Place> m_verbDate; ///< of the verb that was said last: "shipped" with somebody in May
    bool m_leftIsOutput = false;
    bool m_restricting = false;
    bool m_not = false;
    bool m_distinctNext = false;
    bool m_or = false; ///< the next restriction is an alternative
    bool m_bothNext = false;
    bool m_eachNext = false;
    bool m_saidEach = false;     ///< in words that always group: "for each", "per"
    bool m_saidPer = false;      ///< in words that group what is counted or added up: "per", "by"
    bool m_grouping = false;     ///< "and" continues the groups
    bool m_ordering = false;     ///< "and" continues the order
    bool m_orderOutputs = false; ///< order by the first output, direction known
    int m_direction = 0;
    std::shared_ptr<Meaning> m_others; ///< rows of which is spoken just now, held against those asked for
    std::set<size_t> m_sorted;         ///< items whose sort is a condition already
    std::set<Place> m_besideValue;     ///< columns whose value stands right beside their name
    std::set<Place> m_namedAgain;      ///< columns of conditions that name them: shown as well when named before
    std::vector<Measure> m_ranked;     ///< metrics that order or restrict: shown as well
    int m_absence = -1;                ///< later restrictions may belong to it
    bool m_star = false;
    bool m_onAverage = false;
    bool m_averagesGroups = false;      ///< "average number of … per …"
    std::optional<size_t> m_shareNoun;  ///< of what a share is asked
    std::optional<Place> m_shareColumn; ///< of whose values it is
    std::vector<size_t> m_saidAt;       ///< the item of each restriction of the meaning
    bool m_sumsAmount = false;
    std::optional<qint64> m_headCount; ///< "which 3 customers …"
    bool m_asksWhen = false;
    bool m_asksWhere = false;
    bool m_asksWho = false;
    bool m_showsWith = false;       ///< "with the customer's name"
    bool m_alsoWhere = false;       ///< "… and where they are"
    bool m_alsoMore = false;        ///< "… and who sponsors them"
    bool m_asksAmount = false;      ///< "how much"
    bool m_breaksDown = false;      ///< "distribution", "breakdown"
    bool m_sideBySide = false;      ///< "2025 vs 2024"
    bool m_sumsUnits = false;       ///< "units sold": how many of something there are, row by row
    bool m_inTotal = false;         ///< "in total"
    std::optional<Place> m_perUnit; ///< "per square metre": what the figure is divided by
};

} // namespace tabletalk::ask
