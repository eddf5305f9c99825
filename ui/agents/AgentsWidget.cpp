// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AgentsWidget.h"

#include "core/access/Policy.h"
#include "ui/agents/AgentCard.h"
#include "ui/agents/AgentDialog.h"
#include "ui/agents/AnswerView.h"
#include "ui/session/Session.h"
#include "ui/sharing/ShareDialog.h"
#include "ui/shell/CurrentWorkspace.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAgents = 200;
constexpr int cardsInARow = 2;
constexpr int longestQuestion = 2'000;

QComboBox *makeAgentBox(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its agents come after it is shown
    return box;
}

} // namespace

AgentsWidget::AgentsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"agentsPanel"_s);
    QVBoxLayout *column = nullptr;
    QWidget *page = makePage(
        tr("Agents"), tr("Ways to be answered from databases and documents, each with words and tools of its own."),
        this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    buildTrial(column);
    column->addLayout(buildHead());
    m_none = makeLabel(tr("There is none that you see yet."), TextStyle::Body, true, this);
    m_none->setObjectName(u"noAgents"_s);
    m_none->hide();
    column->addWidget(m_none);
    m_cards = new QGridLayout;
    m_cards->setSpacing(space::medium);
    for (int i = 0; i < cardsInARow; ++i)
        m_cards->setColumnStretch(i, 1);
    column->addLayout(m_cards);
    column->addStretch();
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::SignedOut)
            m_workspace.reset();
        if (state == Session::State::Ready && isVisible())
            reload();
    });
    updateButtons();
}

QBoxLayout *AgentsWidget::buildHead()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *title = makeLabel(tr("Agents of this workspace"), TextStyle::Heading, false, this);
    title->setWordWrap(false);
    row->addWidget(title);
    row->addStretch();
    m_add = makeButton(u"addAgent"_s, tr("New agent…"), ButtonKind::Plain, this, u"plus"_s);
    row->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    return row;
}

void AgentsWidget::buildTrial(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *who = new QHBoxLayout;
    who->setSpacing(space::small);
    m_first = makeAgentBox(u"firstAgent"_s, tr("Agent that is asked"), card);
    m_second = makeAgentBox(u"secondAgent"_s, tr("Second agent that is asked"), card);
    m_compare = new QCheckBox(tr("&Beside another agent"), card);
    m_compare->setObjectName(u"compareAgents"_s);
    m_second->hide();
    who->addWidget(m_first);
    who->addWidget(m_compare);
    who->addWidget(m_second);
    who->addStretch();
    m_fresh = makeButton(u"freshAgentSession"_s, tr("Begin anew"), ButtonKind::Quiet, card, u"refresh"_s);
    who->addWidget(m_fresh);
    inside->addLayout(who);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_question = makeField(u"agentQuestion"_s, tr("Question"), card);
    m_question->setMaxLength(longestQuestion);
    m_question->setPlaceholderText(tr("What does the refund policy say, and how many refunds did we make last month?"));
    m_ask = makeButton(u"askAgent"_s, tr("Ask"), ButtonKind::Primary, card, u"send"_s);
    m_stop = makeButton(u"stopAgent"_s, tr("Stop"), ButtonKind::Plain, card, u"stop"_s);
    m_stop->hide();
    row->addWidget(m_question, 1);
    row->addWidget(m_ask);
    row->addWidget(m_stop);
    inside->addLayout(row);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(space::large);
    m_left = new AnswerView(m_context, u"firstAnswer"_s, card);
    m_right = new AnswerView(m_context, u"secondAnswer"_s, card);
    answers->addWidget(m_left, 1, Qt::AlignTop);
    answers->addWidget(m_right, 1, Qt::AlignTop);
    inside->addLayout(answers);
    column->addWidget(card);
    connect(m_compare, &QCheckBox::toggled, m_second, &QWidget::setVisible);
    connect(m_compare, &QCheckBox::toggled, this,
            [this](bool both) { m_right->setVisible(both && !m_right->isBlank()); });
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_question, &QLineEdit::returnPressed, this, [this] { ask(); });
    connect(m_question, &QLineEdit::textChanged, this, &AgentsWidget::updateButtons);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_left->stop();
        m_right->stop();
    });
    connect(m_fresh, &QPushButton::clicked, this, [this] {
        m_left->clear();
        m_right->clear();
        m_question->clear();
        m_question->setFocus();
    });
    connect(m_first, &QComboBox::activated, m_left, &AnswerView::clear);
    connect(m_second, &QComboBox::activated, m_right, &AnswerView::clear);
    connect(m_left, &AnswerView::finished, this, &AgentsWidget::updateButtons);
    connect(m_right, &AnswerView::finished, this, &AgentsWidget::updateButtons);
}

void AgentsWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void AgentsWidget::reload()
{
    if (!m_context.session.isReady())
        return;
    if (m_workspace)
        return list();
    findWorkspace(m_context, this, [this](const Result<WorkspaceId> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        m_workspace = *answer;
        list();
    });
}

void AgentsWidget::list()
{
    api::AgentListRequest request;
    request.workspaceId = *m_workspace;
    request.limit = mostAgents;
    m_context.session.call<api::AgentList>("agents.list", request, this, [this](const Result<api::AgentList> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        take(*answer);
    });
}

void AgentsWidget::take(const api::AgentList &list)
{
    m_notice->hide();
    m_agents = list.items;
    showCards();
    m_none->setVisible(m_agents.empty());
    for (QComboBox *box : {m_first, m_second}) {
        const QVariant before = box->currentData();
        box->clear();
        for (const api::Agent &agent : m_agents) {
            if (agent.active)
                box->addItem(agent.name, agent.id.toString());
        }
        const int again = box->findData(before);
        box->setCurrentIndex(again >= 0 ? again : std::min(box->count() - 1, box == m_second ? 1 : 0));
    }
    updateButtons();
}

bool AgentsWidget::mayChange() const
{
    const auto role = roleFromName(m_context.session.organization().role);
    return !role || allows(*role, Permission::ManageAgents); // the server decides in any case
}

void AgentsWidget::showCards()
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_add->setVisible(mayChange());
    int place = 0;
    for (const api::Agent &agent : m_agents) {
        auto *card = new AgentCard(agent, mayChange(), this);
        connect(card, &AgentCard::askWanted, this, [this, agent] { choose(agent); });
        connect(card, &AgentCard::changeWanted, this, [this, agent] { edit(agent); });
        connect(card, &AgentCard::shareWanted, this, [this, agent] { share(agent); });
        connect(card, &AgentCard::deleteWanted, this, [this, agent] { remove(agent); });
        m_cards->addWidget(card, place / cardsInARow, place % cardsInARow);
        ++place;
    }
}

/// As the one that is asked next.
void AgentsWidget::choose(const api::Agent &agent)
{
    const int index = m_first->findData(agent.id.toString());
    if (index >= 0 && index != m_first->currentIndex()) {
        m_first->setCurrentIndex(index);
        m_left->clear();
    }
    m_question->setFocus();
}

void AgentsWidget::updateButtons()
{
    const bool asking = m_left->isAsking() || m_right->isAsking();
    m_stop->setVisible(asking);
    m_ask->setVisible(!asking);
    m_ask->setEnabled(m_workspace && m_first->count() > 0 && !m_question->text().trimmed().isEmpty());
}

void AgentsWidget::edit(std::optional<api::Agent> agent)
{
    if (!m_workspace)
        return;
    auto *dialog = new AgentDialog(m_context.session, *m_workspace, std::move(agent), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AgentDialog::saved, this, &AgentsWidget::list);
    dialog->open();
}

void AgentsWidget::share(const api::Agent &agent)
{
    Session &session = m_context.session;
    const api::AgentRequest place{agent.workspaceId, agent.id};
    Shareable thing{tr("Show this agent"),
                    agent.name,
                    tr("Whoever sees it asks it, with rights of their own: it shows nobody what they may not see."),
                    {},
                    {}};
    thing.read = [&session, place](QObject *context, const Shareable::Done &done) {
        session.call<api::Agent>("agents.read", place, context,
                                 [done](const Result<api::Agent> &answer) { done(audienceIn(answer)); });
    };
    thing.write = [&session, place](const Audience &wanted, QObject *context, const Shareable::Done &done) {
        api::UpdateAgentRequest request;
        request.workspaceId = place.workspaceId;
        request.id = place.id;
        putAudience(wanted, request);
        session.call<api::Agent>("agents.update", request, context,
                                 [done](const Result<api::Agent> &answer) { done(audienceIn(answer)); });
    };
    auto *dialog = new ShareDialog(session, std::move(thing), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ShareDialog::saved, this, &AgentsWidget::list);
    dialog->open();
}

void AgentsWidget::remove(const api::Agent &agent)
{
    if (!confirm(this, tr("Delete the agent?"), tr("“%1” is deleted; answers that it gave stay.").arg(agent.name),
                 tr("Delete")))
        return;
    m_context.session.call<api::Empty>("agents.delete", api::AgentRequest{agent.workspaceId, agent.id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           list();
                                       });
}

void AgentsWidget::ask(AnswerView *view, const QComboBox *box)
{
    api::AskAgentRequest request;
    request.workspaceId = *m_workspace;
    request.agentId = AgentId::fromString(box->currentData().toString());
    request.query = m_question->text().trimmed();
    request.sessionId = view->sessionId();
    view->ask(request, box->currentText());
}

void AgentsWidget::ask()
{
    if (!m_ask->isEnabled() || m_left->isAsking() || m_right->isAsking())
        return;
    ask(m_left, m_first);
    if (m_compare->isChecked())
        ask(m_right, m_second);
    updateButtons();
}

} // namespace tabletalk::ui
