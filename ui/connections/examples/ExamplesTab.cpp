// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/examples/ExamplesTab.h"

#include "core/api/AccuracyTests.h"
#include "ui/connections/examples/FeedbackModel.h"
#include "ui/connections/examples/KnownAnswerModel.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;

} // namespace

ExamplesTab::ExamplesTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_examples(new KnownAnswerModel(this))
    , m_feedback(new FeedbackModel(this))
{
    setObjectName(u"examplesTab"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_problem = new Notice(this);
    m_problem->hide();
    column->addWidget(m_problem);
    buildExamples(column);
    buildFeedback(column);
    column->addStretch();
    updateButtons();
}

void ExamplesTab::buildExamples(QVBoxLayout *column)
{
    column->addWidget(makeLabel(tr("Examples"), TextStyle::Heading, false, this));
    column->addWidget(
        makeLabel(tr("Questions that are put like one of these are answered like it."), TextStyle::Body, true, this));
    m_none = makeLabel(tr("There is none yet. Say below an answer that it is good, and make it one."),
                       TextStyle::Caption, true, this);
    m_none->setObjectName(u"noExamples"_s);
    column->addWidget(m_none);
    m_table = makeTable(u"examples"_s, tr("Examples of this database"), m_examples, this);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ExamplesTab::updateButtons);
    column->addWidget(m_table);
    m_sql = makeLabel({}, TextStyle::Body, true, this);
    m_sql->setObjectName(u"exampleSql"_s);
    m_sql->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    column->addWidget(m_sql);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_approve = makeButton(u"approveExample"_s, tr("Approve"), ButtonKind::Plain, this, u"check"_s);
    m_remove = makeButton(u"removeExample"_s, tr("Remove"), ButtonKind::Quiet, this, u"trash"_s);
    m_test = makeButton(u"testByExample"_s, tr("Test by it"), ButtonKind::Plain, this, u"plus"_s);
    m_test->setToolTip(tr("Makes it one of the accuracy tests of this database"));
    connect(m_test, &QPushButton::clicked, this, &ExamplesTab::testBy);
    connect(m_approve, &QPushButton::clicked, this, &ExamplesTab::approve);
    connect(m_remove, &QPushButton::clicked, this, &ExamplesTab::remove);
    row->addWidget(m_approve);
    row->addWidget(m_test);
    row->addWidget(m_remove);
    row->addStretch();
    column->addLayout(row);
}

void ExamplesTab::buildFeedback(QVBoxLayout *column)
{
    m_feedbackArea = new QWidget(this);
    auto *area = new QVBoxLayout(m_feedbackArea);
    area->setContentsMargins(0, space::medium, 0, 0);
    area->setSpacing(space::small);
    area->addWidget(makeLabel(tr("What people said of answers"), TextStyle::Heading, false, m_feedbackArea));
    m_opinions = makeTable(u"feedback"_s, tr("What people said of answers"), m_feedback, m_feedbackArea);
    area->addWidget(m_opinions);
    m_feedbackArea->hide();
    column->addWidget(m_feedbackArea);
}

void ExamplesTab::show(ConnectionId id)
{
    m_id = id;
    m_examples->setItems({});
    m_feedbackArea->hide();
    reload();
}

/// Answers may have been rated since it was looked at last.
void ExamplesTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void ExamplesTab::reload()
{
    if (!m_id || !m_context.session.isReady())
        return;
    const api::ExamplesRequest request{*m_id};
    m_context.session.call<api::KnownAnswerList>("examples.list", request, this,
                                                 [this, id = m_id](const Result<api::KnownAnswerList> &list) {
                                                     if (id != m_id)
                                                         return;
                                                     m_problem->hide();
                                                     if (list)
                                                         m_examples->setItems(list->items);
                                                     else
                                                         m_problem->show(list.error());
                                                     m_none->setVisible(m_examples->rowCount() == 0);
                                                     m_table->setVisible(m_examples->rowCount() > 0);
                                                     fitTable(m_table, mostLines);
                                                     updateButtons();
                                                 });
    m_context.session.call<api::FeedbackList>("feedback.list", request, this,
                                              [this, id = m_id](const Result<api::FeedbackList> &list) {
                                                  if (id != m_id)
                                                      return;
                                                  // Refused to who does not manage databases.
                                                  m_feedbackArea->setVisible(list && !list->items.empty());
                                                  if (list)
                                                      m_feedback->setItems(list->items);
                                                  fitTable(m_opinions, mostLines);
                                              });
}

void ExamplesTab::updateButtons()
{
    const int row = chosenRow(m_table);
    m_approve->setEnabled(row >= 0 && !m_examples->item(row).approvedAt);
    m_test->setEnabled(row >= 0 && m_examples->item(row).approvedAt);
    m_remove->setEnabled(row >= 0);
    m_sql->setText(row >= 0 ? m_examples->item(row).sql : QString());
    m_sql->setAccessibleName(tr("Statement of the chosen example"));
    m_sql->setVisible(row >= 0);
    const bool any = m_examples->rowCount() > 0;
    m_approve->setVisible(any);
    m_test->setVisible(any);
    m_remove->setVisible(any);
}

void ExamplesTab::approve()
{
    const int row = chosenRow(m_table);
    if (row < 0)
        return;
    const api::ExampleRequest request{*m_id, m_examples->item(row).id};
    m_context.session.call<api::KnownAnswer>("examples.approve", request, this,
                                             [this](const Result<api::KnownAnswer> &answer) {
                                                 if (answer)
                                                     reload();
                                                 else
                                                     m_problem->show(answer.error());
                                             });
}

void ExamplesTab::testBy()
{
    const int row = chosenRow(m_table);
    if (row < 0)
        return;
    const api::ExampleRequest request{*m_id, m_examples->item(row).id};
    m_context.session.call<api::AccuracyPair>(
        "accuracy.addExample", request, this,
        [this, sent = ButtonHold::on(m_test)](const Result<api::AccuracyPair> &answer) {
            if (answer)
                m_problem->show(Notice::Kind::Success, tr("It is one of the accuracy tests now."));
            else
                m_problem->show(answer.error());
        });
}

void ExamplesTab::remove()
{
    const int row = chosenRow(m_table);
    if (row < 0
        || !confirm(this, tr("Remove example"),
                    tr("Remove the example \"%1\"? Questions are then answered as before it was made.")
                        .arg(m_examples->item(row).question),
                    tr("Remove")))
        return;
    const api::ExampleRequest request{*m_id, m_examples->item(row).id};
    m_context.session.call<api::Empty>("examples.remove", request, this, [this](const Result<api::Empty> &answer) {
        if (answer)
            reload();
        else
            m_problem->show(answer.error());
    });
}

} // namespace tabletalk::ui
