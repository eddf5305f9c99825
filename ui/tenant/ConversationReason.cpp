// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/ConversationReason.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int conversationsShown = 50;

} // namespace

ConversationReason::ConversationReason(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_conversation(new QComboBox(this))
    , m_reason(makeLabel({}, TextStyle::Body, true, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    m_conversation->setObjectName(QStringLiteral("reasonConversation"));
    m_conversation->setAccessibleName(tr("Conversation of yours to ask about"));
    m_conversation->setMaximumWidth(fieldWidth);
    auto *form = makeForm(this);
    addRow(form, tr("&Sees my conversation"), m_conversation);
    column->addLayout(form);
    m_reason->setObjectName(QStringLiteral("conversationReason"));
    m_reason->setWordWrap(true);
    column->addWidget(m_reason);
    connect(m_conversation, &QComboBox::currentIndexChanged, this, &ConversationReason::explain);
    takeConversations({});
}

void ConversationReason::setMember(UserId member, const QString &name)
{
    m_member = member;
    m_name = name;
    explain();
}

void ConversationReason::reload()
{
    m_context.session.call<api::ConversationList>("conversations.list", api::ListRequest{conversationsShown, {}}, this,
                                                  [this](const Result<api::ConversationList> &answer) {
                                                      if (answer)
                                                          takeConversations(answer->items);
                                                  });
}

void ConversationReason::takeConversations(const std::vector<api::ConversationSummary> &conversations)
{
    const QVariant before = m_conversation->currentData();
    {
        const QSignalBlocker quiet(m_conversation);
        m_conversation->clear();
        m_conversation->addItem(tr("Choose one to learn why"));
        for (const api::ConversationSummary &conversation : conversations)
            m_conversation->addItem(conversation.title, conversation.id.toString());
        m_conversation->setCurrentIndex(std::max(0, before.isNull() ? 0 : m_conversation->findData(before)));
    }
    setVisible(!conversations.empty());
    explain();
}

void ConversationReason::explain()
{
    m_reason->hide();
    const auto id = ConversationId::fromString(m_conversation->currentData().toString());
    if (!id || m_member.isNull())
        return;
    m_context.session.call<api::AccessExplanation>("users.explainAccess", api::ExplainAccessRequest{m_member, *id},
                                                   this, [this, id](const Result<api::AccessExplanation> &answer) {
                                                       const QString chosen = m_conversation->currentData().toString();
                                                       if (chosen != id->toString())
                                                           return; // another one was chosen meanwhile
                                                       if (answer)
                                                           return take(*answer);
                                                       m_reason->setText(answer.error().title);
                                                       m_reason->show();
                                                   });
}

void ConversationReason::take(const api::AccessExplanation &explanation)
{
    if (explanation.id != m_member || !explanation.conversation)
        return;
    const QString sees = explanation.conversation->allowed ? tr("%1 sees it.") : tr("%1 does not see it.");
    m_reason->setText(sees.arg(m_name) + QLatin1Char(' ') + explanation.conversation->why);
    m_reason->show();
}

} // namespace tabletalk::ui
