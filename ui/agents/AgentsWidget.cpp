// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AgentsWidget.h"

#include "core/api/Tenants.h"
#include "ui/agents/AgentDialog.h"
#include "ui/agents/AgentWords.h"
#include "ui/agents/AnswerView.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAgents = 200;
constexpr int mostLines = 8;
constexpr int longestQuestion = 2'000;

QStringList cellsOf(const api::Agent &agent)
{
    const QString state = agent.isDefault ? AgentsWidget::tr("Default")
                                          : (agent.active ? AgentsWidget::tr("On") : AgentsWidget::tr("Off"));
    return {agent.name, agent.description, modelWords(agent.model), visibilityWords(agent.visibility), state};
}

QComboBox *makeAgentBox(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    return box;
}

} // namespace

AgentsWidget::AgentsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Agent"), tr("What it is for"), tr("Model"), tr("Shown to"), tr("State")}, this))
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
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addLayout(buildButtons());
    m_none = makeLabel(tr("There is none that you see yet."), TextStyle::Body, true, card);
    m_none->setObjectName(u"noAgents"_s);
    inside->addWidget(m_none);
    m_table = makeTable(u"agents"_s, tr("Agents"), m_model, card);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    inside->addWidget(m_table);
    column->addWidget(card);
    column->addStretch();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AgentsWidget::updateButtons);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::SignedOut)
            m_workspace.reset();
        if (state == Session::State::Ready && isVisible())
            reload();
    });
    updateButtons();
}

QBoxLayout *AgentsWidget::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_add = makeButton(u"addAgent"_s, tr("New agent"), ButtonKind::Plain, this, u"plus"_s);
    m_change = makeButton(u"changeAgent"_s, tr("Change"), ButtonKind::Plain, this, u"edit"_s);
    m_remove = makeButton(u"deleteAgent"_s, tr("Delete"), ButtonKind::Danger, this, u"trash"_s);
    for (QPushButton *button : {m_add, m_change, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_add, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    connect(m_change, &QPushButton::clicked, this, [this] {
        if (const api::Agent *agent = chosen())
            edit(*agent);
    });
    connect(m_remove, &QPushButton::clicked, this, &AgentsWidget::remove);
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
    m_left = new AnswerView(m_context.session, u"firstAnswer"_s, card);
    m_right = new AnswerView(m_context.session, u"secondAnswer"_s, card);
    m_right->hide();
    answers->addWidget(m_left, 1);
    answers->addWidget(m_right, 1);
    inside->addLayout(answers);
    column->addWidget(card);
    connect(m_compare, &QCheckBox::toggled, m_second, &QWidget::setVisible);
    connect(m_compare, &QCheckBox::toggled, m_right, &QWidget::setVisible);
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
    m_context.session.call<api::TenantProfile>("tenant.read", api::Empty{}, this,
                                               [this](const Result<api::TenantProfile> &answer) {
                                                   if (!answer)
                                                       return m_notice->show(answer.error());
                                                   m_workspace = answer->defaultWorkspaceId;
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
    std::vector<TextTableModel::Row> rows;
    for (const api::Agent &agent : m_agents)
        rows.push_back({agent.id.toString(), cellsOf(agent)});
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    m_none->setVisible(m_agents.empty());
    m_table->setVisible(!m_agents.empty());
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

const api::Agent *AgentsWidget::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const int row = rows.isEmpty() ? -1 : rows.first().row();
    return row >= 0 && size_t(row) < m_agents.size() ? &m_agents[size_t(row)] : nullptr;
}

void AgentsWidget::updateButtons()
{
    const api::Agent *agent = chosen();
    m_change->setEnabled(agent);
    m_remove->setEnabled(agent && !agent->isDefault);
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

void AgentsWidget::remove()
{
    const api::Agent *agent = chosen();
    if (!agent || !m_workspace)
        return;
    if (!confirm(this, tr("Delete the agent?"), tr("“%1” is deleted; answers that it gave stay.").arg(agent->name),
                 tr("Delete")))
        return;
    m_context.session.call<api::Empty>("agents.delete", api::AgentRequest{*m_workspace, agent->id}, this,
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
