// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/Arrangement.h"
#include "ui/session/Session.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class ResultModel;
class ResultView;

/// Sorts and filters a result as a whole, which the server does, and says what one column holds.
/// Stands above its table while a filter is wanted; a click on a heading sorts, the menu of the
/// table has everything for the keyboard.
class ResultTools : public QWidget
{
    Q_OBJECT

public:
    ResultTools(Session &session, ResultView *table, QWidget *parent);

    /// Whose rows are in the table; without a model there is nothing to arrange.
    void setResult(const std::optional<ResultId> &result, ResultModel *model, qint64 rowCount);
    /// Another order, or other rows, than the server's own.
    bool isArranged() const { return !m_sort.empty() || !m_filters.empty(); }
    /// How the rows stand that are in the table; not yet what is only on its way.
    const Arrangement &shown() const { return m_shown; }
    /// Of the rows that the filters leave, one a column; none while they are on their way, and nothing where there are
    /// no filters.
    const std::optional<std::vector<api::ColumnTotals>> &filteredTotals() const { return m_totals; }
    /// Fetches rows of the arrangement into the model.
    void fetch(qint64 offset, int limit);
    /// In the row above the table; the field gets the focus.
    void showFilter();

Q_SIGNALS:
    /// What shown() or filteredTotals() say is another.
    void arranged();
    void failed(const tabletalk::Problem &why);

private:
    void buildMenu();
    void sortBy(int column, bool descending);
    void turnSorting(int column);
    void filterBy(const QString &test);
    void quickFilter();
    void addFilter(const api::ResultFilter &filter);
    void clear();
    void arrange();
    void take(const api::ArrangedPage &page);
    void giveUp(const Problem &why);
    void readTotals();
    void showSorting();
    void showState();
    void showChips();
    void showStatistics();
    QString sentenceOf(const api::ResultFilter &filter) const;
    int currentColumn() const;
    bool canArrange() const;

    Session &m_session;
    ResultView *m_table;
    ResultModel *m_model = nullptr;
    std::optional<ResultId> m_result;
    qint64 m_rowCount = 0;
    std::vector<api::ResultSort> m_sort;
    std::vector<api::ResultFilter> m_filters;
    Arrangement m_shown;
    std::optional<std::vector<api::ColumnTotals>> m_totals;
    int m_generation = 0;     ///< of the arrangement, so that late rows of another are dropped
    bool m_arranging = false; ///< the first rows of the arrangement are on their way
    QLineEdit *m_field;
    QLabel *m_state;
    QWidget *m_chips;
    QHBoxLayout *m_chipRow;
    QPushButton *m_clear;
};

} // namespace tabletalk::ui
