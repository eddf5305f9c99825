// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Presentation.h"

#include "core/text/NameParts.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr size_t keptRows = 31;          ///< one more than the widest bar chart
static constexpr qsizetype keptLabels = 10'000; ///< beyond this, labels are taken as repeating
static constexpr qint64 mostBars = 30;
static constexpr qint64 mostSlices = 6;
static constexpr qint64 mostSpokenItems = 5;

static QString translated(const char *text)
{
    return QCoreApplication::translate("ResultSummary", text);
}

/// A label made ready for comparing: dates in ISO form and years both sort as text or number.
struct Label
{
    explicit Label(const Cell &cell)
        : number(toNumber(cell))
        , text(number ? QString() : toDisplayText(cell))
    {}
    Label() = default;

    bool comesBefore(const Label &other, const Cell &own, const Cell &others) const
    {
        if (number && other.number)
            return *number < *other.number;
        return (number ? toDisplayText(own) : text) < (other.number ? toDisplayText(others) : other.text);
    }

    std::optional<double> number;
    QString text; ///< of what is no number
};

/// A row worth naming: what it is called and the figure it stands out by.
struct NamedFigure
{
    Cell label;
    double figure = 0;
    bool known = false;
    Label sorted = {}; ///< of earliest and latest only
};

/// What went by, kept small.
struct Observation
{
    Observation(const QString &asked, const std::vector<ResultColumn> &resultColumns)
        : question(asked.left(maxRemembered).toLower())
    {
        for (const ResultColumn &column : resultColumns)
            columns.emplace_back(column);
        extremes.resize(columns.size() * columns.size());
        ordered.resize(columns.size());
    }

    static constexpr qsizetype maxRemembered = 1000;
    static constexpr size_t pairedColumns = 6; ///< extremes are only followed among the first columns

    /// The greatest, second greatest and least figure of one column, each with the cell
    /// of another column in the same row: the label is only known when all rows were seen.
    struct Extremes
    {
        NamedFigure first;
        NamedFigure second;
        NamedFigure least;
        NamedFigure earliest; ///< figure at the least label
        NamedFigure latest;   ///< figure at the greatest label
    };

    struct Order
    {
        bool rising = true;
        bool falling = true;
        std::optional<double> previous;
        QSet<QString> seen;
        bool repeats = false;
    };

    Extremes &extremesOf(size_t label, size_t measure) { return extremes[label * columns.size() + measure]; }
    const Extremes &extremesOf(size_t label, size_t measure) const
    {
        return extremes[label * columns.size() + measure];
    }

    void follow(const Row &row);
    std::optional<size_t> firstColumn(bool (ColumnFigures::*is)() const) const;
    std::optional<size_t> measureColumn() const;
    bool asks(std::initializer_list<QStringView> words) const;

    QString question;
    std::vector<ColumnFigures> columns;
    std::vector<Extremes> extremes;
    std::vector<Order> ordered;
    std::vector<Row> first;
    qint64 rows = 0;
};

static void followExtremes(Observation::Extremes &e, const Cell &label, const Label &sorted, double figure);

/// Whether labels stand for one row each, as far as that is followed.
static void followLabel(Observation::Order &order, const Cell &cell)
{
    if (order.repeats)
        return;
    const QString text = toDisplayText(cell).left(200);
    order.repeats = order.seen.contains(text) || order.seen.size() >= keptLabels;
    if (order.repeats)
        order.seen.clear();
    else
        order.seen.insert(text);
}

void Observation::follow(const Row &row)
{
    const size_t width = std::min({columns.size(), row.size(), pairedColumns});
    std::array<Label, pairedColumns> labels;
    for (size_t i = 0; i < width; ++i) {
        followLabel(ordered[i], row[i]);
        labels[i] = Label(row[i]);
    }
    for (size_t i = 0; i < width; ++i) {
        const std::optional<double> figure = labels[i].number;
        if (!figure)
            continue;
        Order &order = ordered[i];
        if (order.previous) {
            order.rising = order.rising && *figure >= *order.previous;
            order.falling = order.falling && *figure <= *order.previous;
        }
        order.previous = figure;
        for (size_t label = 0; label < width; ++label) {
            if (label != i && !isNull(row[label]))
                followExtremes(extremesOf(label, i), row[label], labels[label], *figure);
        }
    }
}

static void followExtremes(Observation::Extremes &e, const Cell &label, const Label &sorted, double figure)
{
    if (!e.first.known || figure > e.first.figure)
        e.second = std::exchange(e.first, NamedFigure{label, figure, true});
    else if (!e.second.known || figure > e.second.figure)
        e.second = {label, figure, true};
    if (!e.least.known || figure < e.least.figure)
        e.least = {label, figure, true};
    if (!e.earliest.known || sorted.comesBefore(e.earliest.sorted, label, e.earliest.label))
        e.earliest = {label, figure, true, sorted};
    if (!e.latest.known || e.latest.sorted.comesBefore(sorted, e.latest.label, label))
        e.latest = {label, figure, true, sorted};
}

std::optional<size_t> Observation::firstColumn(bool (ColumnFigures::*is)() const) const
{
    for (size_t i = 0; i < std::min(columns.size(), pairedColumns); ++i) {
        if ((columns[i].*is)())
            return i;
    }
    return {};
}

/// The figure that a result is about: computed ones stand last.
std::optional<size_t> Observation::measureColumn() const
{
    for (size_t i = std::min(columns.size(), pairedColumns); i-- > 0;) {
        if (columns[i].isMeasure())
            return i;
    }
    return {};
}

bool Observation::asks(std::initializer_list<QStringView> words) const
{
    return std::ranges::any_of(words, [&](QStringView word) { return question.contains(word); });
}

struct ResultSummary::State : Observation
{
    using Observation::Observation;
};

ResultSummary::ResultSummary(QString question, std::vector<ResultColumn> columns)
    : m_state(std::make_unique<State>(std::move(question), std::move(columns)))
{}

ResultSummary::~ResultSummary() = default;
ResultSummary::ResultSummary(ResultSummary &&) noexcept = default;
ResultSummary &ResultSummary::operator=(ResultSummary &&) noexcept = default;

void ResultSummary::add(const Row &row)
{
    State &s = *m_state;
    ++s.rows;
    if (s.first.size() < keptRows)
        s.first.push_back(row);
    for (size_t i = 0; i < std::min(row.size(), s.columns.size()); ++i)
        s.columns[i].add(row[i]);
    s.follow(row);
}

std::vector<ColumnTotals> ResultSummary::totals() const
{
    std::vector<ColumnTotals> totals;
    totals.reserve(m_state->columns.size());
    for (const ColumnFigures &column : m_state->columns)
        totals.push_back(column.totals());
    return totals;
}

qint64 ResultSummary::rowCount() const
{
    return m_state->rows;
}

static QString joinedWithAnd(const QStringList &items)
{
    if (items.size() < 2)
        return items.join(QString());
    return translated("%1 and %2").arg(items.sliced(0, items.size() - 1).join(u", "_s), items.back());
}

static QString saySingleValue(const ColumnFigures &column, const Cell &cell)
{
    const QString words = column.words();
    const bool isCount = column.isNumber() && column.addsUp();
    if (isNull(cell))
        return translated("There is no value for the %1.").arg(words);
    const QString value = column.say(cell);
    if (isCount && words.startsWith(u"number of "))
        return value == u"1" ? translated("There is 1.") : translated("There are %1 %2.").arg(value, words.sliced(10));
    if (isCount && words.startsWith(u"count"))
        return value == u"1" ? translated("There is 1.") : translated("There are %1.").arg(value);
    // An expression of no plain name would not read well.
    if (column.name().contains(u'('))
        return translated("The answer is %1.").arg(value);
    return translated("The %1 is %2.").arg(words, value);
}

static QString saySingleRow(const std::vector<ColumnFigures> &columns, const Row &row)
{
    QStringList parts;
    for (size_t i = 0; i < std::min({columns.size(), row.size(), size_t(mostSpokenItems)}); ++i) {
        const QString value = isNull(row[i]) ? translated("none") : columns[i].say(row[i]);
        parts << translated("%1 %2").arg(columns[i].words(), value);
    }
    return translated("One row: %1.").arg(joinedWithAnd(parts));
}

static QString sayRowCount(qint64 rows)
{
    if (rows == 1)
        return translated("1 row");
    return translated("%1 rows").arg(ColumnFigures({}).sayNumber(double(rows)));
}

static QString sayRanking(const Observation &s, size_t label, size_t measure)
{
    const Observation::Extremes &e = s.extremesOf(label, measure);
    const ColumnFigures &names = s.columns[label];
    const ColumnFigures &figures = s.columns[measure];
    const bool fromBelow = s.ordered[measure].rising && !s.ordered[measure].falling
                           && s.asks({u"least", u"lowest", u"fewest", u"smallest", u"ascending", u"cheapest",
                                      u"shortest", u"youngest", u"minimum"});
    QString text;
    if (fromBelow) {
        text = translated("%1 comes first with %2, the lowest; the highest is %3 with %4.")
                   .arg(names.say(e.least.label), figures.sayNumber(e.least.figure), names.say(e.first.label),
                        figures.sayNumber(e.first.figure));
    } else if (e.least.figure == e.first.figure) {
        text = translated("All have the same %1, %2; %3 in all.")
                   .arg(figures.words(), figures.sayNumber(e.first.figure), sayRowCount(s.rows));
    } else if (e.second.figure == e.first.figure) {
        text = translated("%1 and %2 share the lead with %3; %4 in all.")
                   .arg(names.say(e.first.label), names.say(e.second.label), figures.sayNumber(e.first.figure),
                        sayRowCount(s.rows));
    } else {
        text = translated("%1 leads with %2, ahead of %3 with %4; %5 in all.")
                   .arg(names.say(e.first.label), figures.sayNumber(e.first.figure), names.say(e.second.label),
                        figures.sayNumber(e.second.figure), sayRowCount(s.rows));
    }
    if (figures.addsUp() && s.rows > 2)
        text += u' ' + translated("Together they make %1.").arg(figures.sayNumber(figures.sum()));
    return text;
}

static QString saySeries(const Observation &s, size_t moment, size_t measure)
{
    const Observation::Extremes &e = s.extremesOf(moment, measure);
    const ColumnFigures &moments = s.columns[moment];
    const ColumnFigures &figures = s.columns[measure];
    return translated("From %1 to %2 the %3 goes from %4 to %5; its peak is %6 in %7.")
        .arg(moments.say(e.earliest.label), moments.say(e.latest.label), figures.words(),
             figures.sayNumber(e.earliest.figure), figures.sayNumber(e.latest.figure),
             figures.sayNumber(e.first.figure), moments.say(e.first.label));
}

static QString sayList(const Observation &s)
{
    const std::optional<size_t> label = s.firstColumn(&ColumnFigures::isLabel);
    const QString count = sayRowCount(s.rows);
    if (!label) {
        const std::optional<size_t> measure = s.measureColumn();
        if (!measure)
            return translated("%1.").arg(count);
        const ColumnFigures &figures = s.columns[*measure];
        return translated("%1; the %2 runs from %3 to %4.")
            .arg(count, figures.words(), figures.sayNumber(figures.minimum()), figures.sayNumber(figures.maximum()));
    }
    QStringList items;
    const qint64 spoken = s.rows <= mostSpokenItems ? s.rows : 3;
    for (const Row &row : s.first) {
        if (items.size() < spoken && *label < row.size() && !isNull(row[*label]))
            items << s.columns[*label].say(row[*label]);
    }
    if (items.size() != spoken || items.join(QString()).size() > 200)
        return translated("%1.").arg(count);
    return s.rows <= mostSpokenItems ? translated("%1: %2.").arg(count, joinedWithAnd(items))
                                     : translated("%1, beginning with %2.").arg(count, joinedWithAnd(items));
}

QString ResultSummary::sentence(bool truncated) const
{
    const Observation &s = *m_state;
    if (s.rows == 0 || s.columns.empty())
        return translated("No rows match.");

    QString text;
    const std::optional<size_t> measure = s.measureColumn();
    const std::optional<size_t> moment = s.firstColumn(&ColumnFigures::isMoment);
    const std::optional<size_t> label = s.firstColumn(&ColumnFigures::isLabel);
    const auto complete = [&](size_t i) { return s.columns[i].values() == s.rows; };
    if (s.rows == 1)
        text = s.columns.size() == 1 && !s.first.front().empty()
                   ? saySingleValue(s.columns.front(), s.first.front().front())
                   : saySingleRow(s.columns, s.first.front());
    else if (moment && measure && !label && !s.ordered[*moment].repeats && complete(*moment) && complete(*measure))
        text = saySeries(s, *moment, *measure);
    else if (label && measure && !s.ordered[*label].repeats && complete(*label))
        text = sayRanking(s, *label, *measure);
    else
        text = sayList(s);
    if (truncated)
        text += u' '
                + translated("The result was cut off after %1, so this speaks of those only.").arg(sayRowCount(s.rows));
    return text;
}

std::optional<ChartSpec> ResultSummary::chart() const
{
    const Observation &s = *m_state;
    const auto spec = [&](ChartKind kind, const QString &x, const std::vector<QString> &y) {
        QString title = s.columns.empty() ? QString() : humanName(y.front());
        if (!x.isEmpty())
            title = translated("%1 by %2").arg(title, humanName(x));
        if (!title.isEmpty())
            title[0] = title[0].toUpper();
        return ChartSpec{kind, title, x, y};
    };
    const std::optional<size_t> measure = s.measureColumn();
    if (!measure || s.rows == 0)
        return {};
    const ColumnFigures &figures = s.columns[*measure];
    if (s.rows == 1)
        return s.columns.size() == 1 ? std::optional(spec(ChartKind::Number, {}, {figures.name()})) : std::nullopt;
    // A name that two columns share could not be told apart by a chart.
    QSet<QString> names;
    for (const ColumnFigures &column : s.columns)
        names.insert(column.name());
    if (names.size() != qsizetype(s.columns.size()))
        return {};

    const std::optional<size_t> moment = s.firstColumn(&ColumnFigures::isMoment);
    const std::optional<size_t> label = s.firstColumn(&ColumnFigures::isLabel);
    if (moment && !label && !s.ordered[*moment].repeats)
        return spec(ChartKind::Line, s.columns[*moment].name(), {figures.name()});
    if (label && !s.ordered[*label].repeats && s.rows <= mostBars) {
        const bool wantsShares =
            s.asks({u"share", u"percent", u"proportion", u"breakdown", u"distribution", u"make up"});
        const bool shares = wantsShares && s.rows <= mostSlices && figures.minimum() >= 0 && figures.sum() > 0;
        return spec(shares ? ChartKind::Pie : ChartKind::Bar, s.columns[*label].name(), {figures.name()});
    }
    if (!label && !moment && s.rows > 2) {
        const std::optional<size_t> other = s.firstColumn(&ColumnFigures::isMeasure);
        if (other && *other != *measure)
            return spec(ChartKind::Scatter, s.columns[*other].name(), {figures.name()});
    }
    return {};
}

} // namespace tabletalk::ask
