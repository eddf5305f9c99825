// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OwnKeyCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace tabletalk::ui {

static constexpr int fieldWidth = 420;

OwnKeyCard::OwnKeyCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("ownKeyCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Your own key for the language model"), TextStyle::Heading, false, this));
    m_state = makeLabel({}, TextStyle::Body, true, this);
    m_state->setObjectName(QStringLiteral("ownKeyState"));
    m_state->setWordWrap(true);
    inside->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_key = makeField(QStringLiteral("ownKey"), tr("Your own key for the language model"), this);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMaximumWidth(fieldWidth);
    m_key->setPlaceholderText(tr("a new key"));
    addShowToggle(m_key);
    row->addWidget(m_key);
    m_save = makeButton(QStringLiteral("saveOwnKey"), tr("Keep the key"), ButtonKind::Plain, this);
    m_save->setEnabled(false);
    row->addWidget(m_save);
    m_remove = makeButton(QStringLiteral("removeOwnKey"), tr("Take the key away"), ButtonKind::Quiet, this);
    row->addWidget(m_remove);
    row->addStretch();
    inside->addLayout(row);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    connect(m_key, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(m_key->text().trimmed()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { save({}); });
    hide();
}

void OwnKeyCard::reload()
{
    m_context.session.call<api::ModelSettings>("model.read", api::Empty{}, this,
                                               [this](const Result<api::ModelSettings> &answer) {
                                                   if (answer)
                                                       take(*answer);
                                                   else
                                                       hide();
                                               });
}

void OwnKeyCard::take(const api::ModelSettings &settings)
{
    setVisible(settings.userKeys && !settings.baseUrl.isEmpty() && !settings.airGapped);
    const QString host = QUrl(settings.baseUrl).host();
    m_state->setText(
        settings.hasOwnKey
            ? tr("Your key is kept, and goes before your organisation's. It is sent to %1 alone.").arg(host)
            : tr("Without one your organisation's key is used. Yours would be sent to %1 alone.").arg(host));
    m_remove->setVisible(settings.hasOwnKey);
}

void OwnKeyCard::save(const QString &key)
{
    api::ModelKeyRequest request;
    if (!key.isEmpty())
        request.key = key;
    m_context.session.call<api::ModelSettings>(
        "model.saveOwnKey", request, this, [this, removed = key.isEmpty()](const Result<api::ModelSettings> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_key->clear();
            take(*answer);
            m_notice->show(Notice::Kind::Success, removed ? tr("The key is gone.") : tr("The key is kept."));
        });
}

} // namespace tabletalk::ui
