// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "ui/charts/ChartData.h"
#include "ui/chat/AnswerRun.h"
#include "ui/chat/Arrangement.h"
#include "ui/export/ExportChoice.h"

#include <QFrame>

#include <functional>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class BusyDots;
class ChartEditor;
class ChartWidget;
class ExplanationBox;
class ExportButton;
class FeedbackBar;
class KeepButton;
class Notice;
class OutboundNote;
class ResultModel;
class ResultTools;
class ResultTotals;
class ResultView;
class SqlBox;
class SqlSchema;

/// A question and its answer as it comes: sentence, chart, table, SQL, and how sure we are.
/// Owns the run that it shows.
class AnswerCard : public QFrame
{
    Q_OBJECT

public:
    AnswerCard(Session &session, AnswerRun *run, QWidget *parent = nullptr);

    const AnswerRun &run() const { return *m_run; }
    /// Which database answers, and in which words.
    void setDatabase(ConnectionId id, Dialect dialect, SqlSchema *schema = nullptr);
    ConnectionId database() const { return m_database; }
    /// How the rows stand that its table shows.
    Arrangement arrangement() const;
    /// The chart that is in view, if there is one.
    std::optional<ChartData> shownChart() const;
    /// What the reader unfolded.
    struct Opened
    {
        bool details = false;
        bool sql = true;
    };
    Opened opened() const;
    void setOpened(const Opened &opened);
    /// Something is going on in it: it is being answered, edited, or at the keyboard.
    bool isInUse() const;
    /// With all that was said and chosen here, to make the card anew from.
    AnswerState stateToKeep() const;
    /// Sentence and table are there, and the chart if there is one.
    bool isComplete() const;

Q_SIGNALS:
    void askWanted(const QString &question);
    /// Of another database than this answer's.
    void askOfWanted(tabletalk::ConnectionId database, const QString &question);
    void runWanted(const QString &sql);
    /// To be asked again in other words, from where it stood.
    void editWanted(tabletalk::MessageId message, const QString &question);
    void exportWanted(const tabletalk::ui::ExportChoice &choice);
    /// For the first time everything of the answer is in view.
    void completed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    void buildFooter(QVBoxLayout *column);
    void refresh();
    void updateProgress();
    void updateTable();
    void updateArrangement();
    void makeModel();
    void dropModel();
    void showWholeCell(const QModelIndex &index);
    void updateChart();
    void chooseChart(const std::optional<api::Chart> &chart);
    void updateAskBack();
    void addChoice(const QString &text, const std::function<void()> &choose);
    void updateFooter();
    void updateDetails();
    void save();
    void pin();
    void checkComplete();
    void tellOutcome();
    void fetchPage(qint64 offset, int limit);

    Session &m_session;
    AnswerRun *m_run;
    ConnectionId m_database;
    Dialect m_dialect = Dialect::SQLite;
    ResultModel *m_model = nullptr;
    QLabel *m_question;
    QWidget *m_progress;
    QLabel *m_progressText;
    QPushButton *m_stop;
    QLabel *m_sentence;
    Notice *m_problem;
    QPushButton *m_again;
    QWidget *m_askBack;
    QVBoxLayout *m_askBackLayout;
    QBoxLayout *m_content;
    ChartWidget *m_chart;
    ChartEditor *m_chartEditor;
    QWidget *m_tableArea;
    ResultView *m_table;
    ResultTools *m_tools;
    ResultTotals *m_totals;
    QWidget *m_footer;
    QLabel *m_figures;
    QLabel *m_confidence;
    QPushButton *m_showFilter;
    QPushButton *m_showChart;
    QPushButton *m_showDetails;
    QPushButton *m_showSql;
    ExportButton *m_export;
    KeepButton *m_keep;
    QPushButton *m_edit;
    FeedbackBar *m_feedback;
    ExplanationBox *m_details;
    OutboundNote *m_outbound;
    SqlBox *m_sql;
    bool m_chartReady = false;
    bool m_wasComplete = false;
    bool m_sawItRun = false; ///< it did not come from history, so its end is news
};

} // namespace tabletalk::ui
