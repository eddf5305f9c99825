// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/SavedWidget.h"

#include "core/connect/KindDialect.h"
#include "ui/chat/SqlBox.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/dashboards/PinDialog.h"
#include "ui/help/HelpButton.h"
#include "ui/saved/RunView.h"
#include "ui/saved/SavedQuestionModel.h"
#include "ui/schedules/ScheduleDialog.h"
#include "ui/session/Session.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/sql/SqlSchema.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/TwoLineDelegate.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

#include <chrono>

namespace tabletalk::ui {

namespace {

constexpr int listWidth = 300;
constexpr int longestName = 200;
constexpr std::chrono::milliseconds afterTyping{250};
constexpr std::chrono::milliseconds runTime{60'000}; ///< the server's own limit is shorter

} // namespace

SavedWidget::SavedWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new SavedQuestionModel(context.session, context.workspaces, this))
{
    setObjectName(QStringLiteral("savedPanel"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    row->setSpacing(space::large);
    row->addWidget(buildList());
    row->addWidget(buildQuestion(), 1);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(afterTyping);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_search));
    connectParts();
    showChosen();
    updateEmpty();
}

QWidget *SavedWidget::buildList()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(listWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Saved questions"), TextStyle::Title, false, side), 1);
    head->addWidget(makeHelpButton(side), 0, Qt::AlignTop);
    column->addLayout(head);
    m_search = makeField(QStringLiteral("savedSearch"), tr("Search saved questions"), side);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_list = new QListView(side);
    m_list->setObjectName(QStringLiteral("savedList"));
    m_list->setAccessibleName(tr("Saved questions"));
    m_list->setProperty("boxed", true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(SavedQuestionModel::SecondLineRole, m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    m_empty = makeLabel(tr("No saved question has these words."), TextStyle::Body, true, side);
    m_empty->setObjectName(QStringLiteral("savedEmpty"));
    column->addWidget(m_empty, 1, Qt::AlignTop);
    column->addStretch(); // where there is neither
    return side;
}

QWidget *SavedWidget::buildQuestion()
{
    QVBoxLayout *column = nullptr;
    auto *card = makeCard(this, &column);
    m_nothing = new EmptyState(QStringLiteral("savedNothing"), QStringLiteral("pin"), card);
    m_toChat = m_nothing->addAction(QStringLiteral("savedToChat"), tr("Ask a question"), QStringLiteral("chat"));
    column->addWidget(m_nothing, 1);
    m_question = new QWidget(card);
    auto *inside = new QVBoxLayout(m_question);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(space::medium);
    m_name = makeField(QStringLiteral("savedName"), tr("Name of this question"), m_question);
    m_name->setMaxLength(longestName);
    m_name->setFont(fontOf(TextStyle::Heading));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_name, 1);
    inside->addLayout(head);
    m_asked = makeLabel({}, TextStyle::Body, false, m_question);
    m_asked->setObjectName(QStringLiteral("savedAsked"));
    m_asked->setTextFormat(Qt::PlainText);
    inside->addWidget(m_asked);
    m_about = makeLabel({}, TextStyle::Caption, true, m_question);
    m_about->setObjectName(QStringLiteral("savedAbout"));
    m_about->setTextFormat(Qt::PlainText);
    inside->addWidget(m_about);
    buildButtons(inside);
    head->addWidget(m_delete); // away from what is pressed daily
    m_notice = new Notice(m_question);
    m_notice->hide();
    inside->addWidget(m_notice);
    m_result = new RunView(m_question);
    inside->addWidget(m_result, 1);
    m_schema = new SqlSchema(m_context.session, this);
    connect(&m_context.catalog, &DatabaseCatalog::changed, m_schema, &SqlSchema::forget); // it was read again
    m_sql = new SqlBox(m_question);
    m_sql->hide();
    inside->addWidget(m_sql);
    column->addWidget(m_question, 1);
    return card;
}

void SavedWidget::buildButtons(QBoxLayout *column)
{
    auto *row = new FlowLayout(space::small);
    m_run = makeButton(QStringLiteral("runSaved"), tr("Run"), ButtonKind::Primary, m_question, QStringLiteral("play"));
    m_pin = makeButton(QStringLiteral("pinSaved"), tr("Pin to a dashboard…"), ButtonKind::Plain, m_question,
                       QStringLiteral("pin"));
    m_schedule = makeButton(QStringLiteral("scheduleSaved"), tr("Schedule…"), ButtonKind::Plain, m_question,
                            QStringLiteral("clock"));
    m_share = makeButton(QStringLiteral("shareSaved"), tr("Show in the workspace"), ButtonKind::Plain, m_question,
                         QStringLiteral("organization"));
    m_share->setCheckable(true);
    m_share->setToolTip(tr("Everybody in the workspace but guests may run it. Only you can change it."));
    m_showSql =
        makeButton(QStringLiteral("savedSql"), tr("SQL"), ButtonKind::Plain, m_question, QStringLiteral("code"));
    m_showSql->setCheckable(true);
    m_delete = makeButton(QStringLiteral("deleteSaved"), tr("Delete"), ButtonKind::Danger, m_question,
                          QStringLiteral("trash"));
    for (QPushButton *button : {m_run, m_pin, m_schedule, m_share, m_showSql})
        row->addWidget(button);
    column->addLayout(row);
}

void SavedWidget::connectParts()
{
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(&m_searchTimer, &QTimer::timeout, this, [this] { m_model->search(m_search->text().trimmed()); });
    connect(m_model, &SavedQuestionModel::failed, &m_context.messages, &Messages::report);
    connect(m_model, &SavedQuestionModel::loaded, this, [this] {
        const int row = m_model->rowOf(m_shown);
        if (row >= 0)
            m_list->setCurrentIndex(m_model->index(row));
        showChosen();
        updateEmpty();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SavedWidget::showChosen);
    connect(m_list, &QListView::activated, this, &SavedWidget::run);
    connect(m_name, &QLineEdit::editingFinished, this, &SavedWidget::rename);
    connect(m_run, &QPushButton::clicked, this, &SavedWidget::run);
    connect(m_pin, &QPushButton::clicked, this, &SavedWidget::pin);
    connect(m_schedule, &QPushButton::clicked, this, &SavedWidget::schedule);
    connect(m_share, &QPushButton::clicked, this, &SavedWidget::toggleShown);
    connect(m_delete, &QPushButton::clicked, this, &SavedWidget::remove);
    connect(m_showSql, &QPushButton::toggled, m_sql, &QWidget::setVisible);
    connect(m_toChat, &QPushButton::clicked, this, [this] { m_context.navigator.showPanel(QStringLiteral("chat")); });
    connect(m_sql, &SqlBox::runWanted, this, [this](const QString &sql) {
        if (const api::SavedQuestion *question = chosen()) {
            api::UpdateSavedQuestionRequest request;
            request.id = question->id;
            request.sql = sql;
            change(request, true);
        }
    });
    connect(&m_context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            m_model->reload();
    });
}

void SavedWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->reload();
}

const api::SavedQuestion *SavedWidget::chosen() const
{
    return m_model->at(m_list->currentIndex().row());
}

void SavedWidget::updateEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0;
    const bool isNew = isEmpty && !m_model->isSearch();
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && !isNew);
    m_toChat->setVisible(isNew);
    if (isNew)
        m_nothing->say(
            tr("Nothing is saved yet"),
            tr("Ask a question in Chat, and choose Keep under its answer. It can then be run again, stand on "
               "a dashboard, or come by itself."));
    else
        m_nothing->say(tr("No question is chosen"), tr("Choose one in the list to see it and to run it."));
}

/// Where it is not in the list yet, it is chosen as soon as that comes.
void SavedWidget::showItem(const QString &id)
{
    const auto question = SavedQuestionId::fromString(id);
    if (!question)
        return;
    if (!m_search->text().isEmpty())
        m_search->clear();
    const int row = m_model->rowOf(*question);
    if (row >= 0)
        return m_list->setCurrentIndex(m_model->index(row));
    m_shown = *question;
    m_model->search({});
}

void SavedWidget::showChosen()
{
    const api::SavedQuestion *question = chosen();
    m_question->setVisible(question);
    m_nothing->setVisible(!question);
    if (!question)
        return;
    const bool isOther = m_shown != question->id;
    m_shown = question->id;
    if (isOther) {
        m_result->clear();
        m_notice->hide();
    }
    m_name->setReadOnly(!question->mine);
    fillField(m_name, question->name);
    m_asked->setText(question->question);
    m_asked->setVisible(!question->question.isEmpty() && question->question != question->name);
    const QString owner = question->mine                  ? tr("you")
                          : question->ownerName.isEmpty() ? tr("somebody who left")
                                                          : question->ownerName;
    m_about->setText(tr("About %1 · saved by %2").arg(question->databaseName, owner));
    m_share->setVisible(question->mine);
    m_share->setChecked(question->visibility == u"workspace");
    m_delete->setVisible(question->mine);
    m_sql->setSql(question->sql);
    const api::Database *database = m_context.catalog.find(question->databaseId);
    m_sql->setDatabase(question->databaseId, database ? dialectOfKind(database->kind) : Dialect::SQLite, m_schema);
}

void SavedWidget::run()
{
    const api::SavedQuestion *question = chosen();
    if (!question)
        return;
    m_notice->hide();
    m_run->setEnabled(false);
    m_result->begin();
    m_context.session.call<api::SavedRun>("savedQuestions.run", api::RunSavedQuestionRequest{question->id, {}}, this,
                                          [this, id = question->id](const Result<api::SavedRun> &answer) {
                                              m_run->setEnabled(true);
                                              if (id != m_shown)
                                                  return; // another one is in view
                                              if (answer)
                                                  m_result->show(*answer);
                                              else
                                                  m_result->show(answer.error());
                                          },
                                          {.timeout = runTime, .onEvent = {}});
}

void SavedWidget::rename()
{
    const api::SavedQuestion *question = chosen();
    const QString name = m_name->text().simplified();
    if (!question || !question->mine || name == question->name)
        return;
    if (name.isEmpty())
        return fillField(m_name, question->name);
    api::UpdateSavedQuestionRequest request;
    request.id = question->id;
    request.name = name;
    change(request, false);
}

void SavedWidget::toggleShown()
{
    const api::SavedQuestion *question = chosen();
    if (!question)
        return;
    api::UpdateSavedQuestionRequest request;
    request.id = question->id;
    request.visibility = m_share->isChecked() ? QStringLiteral("workspace") : QStringLiteral("private");
    change(request, false);
}

/// What was refused is shown again as it was; a statement is left to be mended.
void SavedWidget::change(const api::UpdateSavedQuestionRequest &request, bool runAfter)
{
    m_notice->hide();
    const auto changed = [this, runAfter,
                          keepsText = request.sql.has_value()](const Result<api::SavedQuestion> &answer) {
        if (answer)
            m_model->replace(*answer);
        if (answer || !keepsText)
            showChosen();
        if (!answer)
            m_notice->show(answer.error());
        else if (runAfter && answer->id == m_shown)
            run();
    };
    m_context.session.call<api::SavedQuestion>("savedQuestions.update", request, this, changed);
}

void SavedWidget::pin()
{
    const api::SavedQuestion *question = chosen();
    if (!question)
        return;
    auto *dialog = new PinDialog(m_context.session, question->id, question->name, this);
    connect(dialog, &PinDialog::pinned, this, [this](const api::Dashboard &dashboard) {
        m_notice->show(Notice::Kind::Success, tr("Pinned to “%1”.").arg(dashboard.name));
    });
    dialog->open();
}

void SavedWidget::schedule()
{
    const api::SavedQuestion *question = chosen();
    if (!question)
        return;
    auto *dialog = new ScheduleDialog(m_context.session, question->id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScheduleDialog::saved, this,
            [this] { m_notice->show(Notice::Kind::Success, tr("It runs by itself now. Schedules lists when.")); });
    dialog->open();
}

void SavedWidget::remove()
{
    const api::SavedQuestion *question = chosen();
    if (!question
        || !confirm(this, tr("Delete this question?"),
                    tr("“%1” and its tiles on dashboards are deleted for everybody. This cannot be taken back.")
                        .arg(question->name),
                    tr("Delete")))
        return;
    const SavedQuestionId id = question->id;
    m_context.session.call<api::Empty>("savedQuestions.delete", api::SavedQuestionRequest{id}, this,
                                       [this, id](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           m_model->remove(id);
                                           showChosen();
                                           updateEmpty();
                                       });
}

} // namespace tabletalk::ui
