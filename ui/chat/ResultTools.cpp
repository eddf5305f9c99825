// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultTools.h"

#include "ui/chat/PageReader.h"
#include "ui/chat/ResultModel.h"
#include "ui/chat/ResultView.h"
#include "ui/chat/StatisticsDialog.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr qsizetype longestChip = 40;

QString exactOf(const QVariant &cell)
{
    return cell.toString();
}

} // namespace

ResultTools::ResultTools(Session &session, ResultView *table, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_table(table)
{
    setObjectName(QStringLiteral("resultTools"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::small);
    column->setSpacing(space::tiny);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_field = makeField(QStringLiteral("filterRows"), tr("Show rows that contain"), this);
    m_field->setPlaceholderText(tr("Show rows that contain…"));
    m_field->setClearButtonEnabled(true);
    m_state = makeLabel({}, TextStyle::Caption, true, this);
    m_state->setObjectName(QStringLiteral("arrangedState"));
    m_state->setWordWrap(false);
    m_clear = makeButton(QStringLiteral("clearArrangement"), tr("As it came"), ButtonKind::Quiet, this);
    m_clear->setToolTip(tr("All rows in the order in which they came"));
    row->addWidget(m_field, 1);
    row->addWidget(m_state);
    row->addWidget(m_clear);
    column->addLayout(row);
    m_chips = new QWidget(this);
    m_chipRow = new QHBoxLayout(m_chips);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(space::small);
    m_chipRow->addStretch();
    column->addWidget(m_chips);
    m_chips->hide();
    hide();
    connect(m_field, &QLineEdit::returnPressed, this, &ResultTools::quickFilter);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            quickFilter();
    });
    connect(m_clear, &QPushButton::clicked, this, &ResultTools::clear);
    QHeaderView *header = table->horizontalHeader();
    header->setSectionsClickable(true);
    connect(header, &QHeaderView::sectionClicked, this, &ResultTools::turnSorting);
    buildMenu();
}

void ResultTools::buildMenu()
{
    const auto add = [this](const QString &name, const QString &text, auto work) {
        auto *action = new QAction(text, m_table);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, work);
        m_table->addAction(action);
    };
    auto *line = new QAction(m_table);
    line->setSeparator(true);
    m_table->addAction(line);
    add(QStringLiteral("sortAscending"), tr("Sort by this column"), [this] { sortBy(currentColumn(), false); });
    add(QStringLiteral("sortDescending"), tr("Sort by this column, the greatest first"),
        [this] { sortBy(currentColumn(), true); });
    add(QStringLiteral("onlyThisValue"), tr("Only rows with this value"), [this] { filterBy(QStringLiteral("is")); });
    add(QStringLiteral("withoutThisValue"), tr("Without this value"), [this] { filterBy(QStringLiteral("isNot")); });
    add(QStringLiteral("atLeastThis"), tr("From this value on"), [this] { filterBy(QStringLiteral("atLeast")); });
    add(QStringLiteral("atMostThis"), tr("Up to this value"), [this] { filterBy(QStringLiteral("atMost")); });
    add(QStringLiteral("filterTheRows"), tr("Filter rows…"), [this] { showFilter(); });
    add(QStringLiteral("asItCame"), tr("All rows as they came"), [this] { clear(); });
    add(QStringLiteral("freezeColumns"), tr("Freeze columns up to here"),
        [this] { m_table->setFrozenColumns(currentColumn() + 1); });
    add(QStringLiteral("unfreezeColumns"), tr("Unfreeze columns"), [this] { m_table->setFrozenColumns(0); });
    add(QStringLiteral("columnStatistics"), tr("Statistics of this column…"), [this] { showStatistics(); });
}

void ResultTools::setResult(const std::optional<ResultId> &result, ResultModel *model, qint64 rowCount)
{
    if (m_model == model && m_result == result && m_rowCount == rowCount)
        return;
    ++m_generation;
    m_model = model;
    m_result = result;
    m_rowCount = rowCount;
    m_sort.clear();
    m_filters.clear();
    m_arranging = false;
    m_totals.reset();
    m_shown = {{}, {}, rowCount, rowCount};
    showState();
}

bool ResultTools::canArrange() const
{
    return m_model && m_result && m_rowCount > 0;
}

int ResultTools::currentColumn() const
{
    return std::max(0, m_table->currentIndex().column());
}

void ResultTools::showFilter()
{
    show();
    m_field->setFocus();
}

/// Ascending, descending, and as it came again.
void ResultTools::turnSorting(int column)
{
    const bool isThis = !m_sort.empty() && m_sort.front().column == column;
    if (isThis && m_sort.front().descending) {
        m_sort.clear();
        arrange();
    } else {
        sortBy(column, isThis);
    }
}

void ResultTools::sortBy(int column, bool descending)
{
    if (!canArrange())
        return;
    m_sort = {{column, descending}};
    arrange();
}

/// By the cell at the cursor.
void ResultTools::filterBy(const QString &test)
{
    const QModelIndex index = m_table->currentIndex();
    if (!canArrange() || !index.isValid() || !m_model->isLoaded(index.row()))
        return;
    const QString value = exactOf(index.data(Qt::EditRole));
    const bool isEmpty = m_model->isNull(index);
    api::ResultFilter filter{index.column(), test, value};
    if (isEmpty)
        filter = {index.column(),
                  test == QLatin1StringView("isNot") ? QStringLiteral("filled") : QStringLiteral("empty"),
                  {}};
    addFilter(filter);
}

void ResultTools::quickFilter()
{
    const QString text = m_field->text().trimmed();
    const auto had = std::erase_if(m_filters, [](const api::ResultFilter &filter) { return !filter.column; });
    if (!text.isEmpty())
        m_filters.push_back({{}, QStringLiteral("contains"), text});
    if (canArrange() && (had > 0 || !text.isEmpty()))
        arrange();
}

void ResultTools::addFilter(const api::ResultFilter &filter)
{
    m_filters.push_back(filter);
    show();
    arrange();
}

void ResultTools::clear()
{
    m_sort.clear();
    m_filters.clear();
    {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
    }
    hide();
    arrange();
}

/// Asks for the first rows of the arrangement, which tell how many there are.
void ResultTools::arrange()
{
    if (!canArrange())
        return;
    ++m_generation;
    m_arranging = isArranged();
    showSorting();
    if (m_arranging) {
        fetch(0, ResultModel::pageSize);
        showState();
        return;
    }
    m_model->restart(m_rowCount);
    m_shown = {{}, {}, m_rowCount, m_rowCount};
    readTotals();
    showState();
    Q_EMIT arranged();
}

void ResultTools::showSorting()
{
    QHeaderView *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(!m_sort.empty());
    if (!m_sort.empty())
        header->setSortIndicator(m_sort.front().column,
                                 m_sort.front().descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ResultTools::fetch(qint64 offset, int limit)
{
    if (!canArrange())
        return;
    const api::ArrangedRequest request{*m_result, m_sort, m_filters, offset, limit, PageReader::shownCharacters};
    PageReader::readArranged(
        m_session, request, m_model,
        [this, offset, model = m_model, generation = m_generation](const Result<api::ArrangedPage> &page) {
            if (model != m_model)
                return;
            if (generation != m_generation)
                return model->giveUp(offset);
            if (page)
                return take(*page);
            model->giveUp(offset);
            giveUp(page.error());
        });
}

void ResultTools::take(const api::ArrangedPage &page)
{
    const bool isFirst = std::exchange(m_arranging, false);
    if (isFirst)
        m_model->restart(page.rowCount);
    m_model->take(page.offset, page.rows, page.shortened, page.numbers);
    if (!isFirst)
        return;
    const bool otherRows = m_shown.filters != m_filters;
    m_shown = {m_sort, m_filters, page.rowCount, page.wholeCount};
    if (otherRows)
        readTotals();
    showState();
    Q_EMIT arranged();
}

/// The rows in view stay as they are, and nothing claims otherwise.
void ResultTools::giveUp(const Problem &why)
{
    if (std::exchange(m_arranging, false)) {
        ++m_generation;
        m_sort = m_shown.sort;
        m_filters = m_shown.filters;
        showSorting();
        showState();
    }
    Q_EMIT failed(why);
}

void ResultTools::readTotals()
{
    m_totals.reset();
    if (m_shown.filters.empty())
        return;
    m_totals.emplace();
    CallOptions options;
    options.timeout = std::chrono::minutes(2);
    m_session.call<api::FilteredTotals>(
        "results.totals", api::TotalsRequest{*m_result, m_shown.filters}, m_model,
        [this, model = m_model, filters = m_shown.filters](const Result<api::FilteredTotals> &totals) {
            if (model != m_model || filters != m_shown.filters)
                return;
            // An older server does not know of totals: then there are none, rather than those of other rows.
            if (!totals && totals.error().code != ProblemCode::NotFound)
                Q_EMIT failed(totals.error());
            if (totals)
                m_totals = totals->totals;
            Q_EMIT arranged();
        },
        options);
}

QString ResultTools::sentenceOf(const api::ResultFilter &filter) const
{
    const QString name = m_model && filter.column ? m_model->columns()[size_t(*filter.column)].name : QString();
    const QString value =
        filter.value.size() > longestChip ? QString(filter.value.left(longestChip) + u'…') : filter.value;
    if (filter.test == QLatin1StringView("is"))
        return tr("%1 is %2").arg(name, value);
    if (filter.test == QLatin1StringView("isNot"))
        return tr("%1 is not %2").arg(name, value);
    if (filter.test == QLatin1StringView("atLeast"))
        return tr("%1 from %2 on").arg(name, value);
    if (filter.test == QLatin1StringView("atMost"))
        return tr("%1 up to %2").arg(name, value);
    if (filter.test == QLatin1StringView("empty"))
        return tr("%1 is empty").arg(name);
    return tr("%1 is not empty").arg(name);
}

void ResultTools::showState()
{
    const QLocale locale;
    m_state->setText(
        m_arranging ? tr("Arranging…")
        : m_filters.empty()
            ? QString()
            : tr("%1 of %2 rows").arg(locale.toString(m_shown.rowCount), locale.toString(m_shown.wholeCount)));
    m_clear->setEnabled(isArranged());
    showChips();
}

/// A button for each filter of a column, which takes it away.
void ResultTools::showChips()
{
    while (m_chipRow->count() > 1) {
        QLayoutItem *item = m_chipRow->takeAt(0);
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    int shown = 0;
    for (size_t i = 0; i < m_filters.size(); ++i) {
        if (!m_filters[i].column)
            continue;
        const QString sentence = sentenceOf(m_filters[i]);
        auto *chip =
            makeButton(QStringLiteral("filterChip"), sentence, ButtonKind::Plain, m_chips, QStringLiteral("close"));
        chip->setProperty("chip", true);
        chip->setAccessibleName(tr("Take away the filter: %1").arg(sentence));
        connect(chip, &QPushButton::clicked, this, [this, i] {
            if (i < m_filters.size())
                m_filters.erase(m_filters.begin() + qptrdiff(i));
            arrange();
        });
        m_chipRow->insertWidget(shown++, chip);
    }
    m_chips->setVisible(shown > 0);
}

void ResultTools::showStatistics()
{
    if (!canArrange())
        return;
    auto *dialog = new StatisticsDialog(m_session, {*m_result, currentColumn(), m_filters},
                                        m_model->columns()[size_t(currentColumn())].name, window());
    dialog->show();
}

} // namespace tabletalk::ui
