// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/PasswordCard.h"

#include "core/api/Accounts.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

static constexpr int fieldWidth = 320;

PasswordCard::PasswordCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("passwordCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Password"), TextStyle::Heading, false, this));
    auto *form = makeForm(this);
    const auto secret = [this, form](const char *name, const QString &label, const QString &accessible) {
        QLineEdit *field = makeField(QString::fromLatin1(name), accessible, this);
        field->setEchoMode(QLineEdit::Password);
        field->setMaximumWidth(fieldWidth);
        addRow(form, label, field);
        connect(field, &QLineEdit::textChanged, this, &PasswordCard::updateButton);
        connect(field, &QLineEdit::returnPressed, this, &PasswordCard::change);
        return field;
    };
    m_current = secret("currentPassword", tr("&Present one"), tr("Present password"));
    m_new = secret("newPassword", tr("&New one"), tr("New password"));
    m_again = secret("newPasswordAgain", tr("New one a&gain"), tr("New password once more"));
    addShowToggle(m_new);
    inside->addLayout(form);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_change = makeButton(QStringLiteral("changePassword"), tr("Change the password"), ButtonKind::Primary, this);
    m_change->setToolTip(tr("Signs you out everywhere but here."));
    inside->addWidget(m_change, 0, Qt::AlignLeft);
    connect(m_change, &QPushButton::clicked, this, &PasswordCard::change);
    updateButton();
}

void PasswordCard::updateButton()
{
    m_change->setEnabled(!m_current->text().isEmpty() && !m_new->text().isEmpty() && !m_again->text().isEmpty());
}

void PasswordCard::change()
{
    if (!m_change->isEnabled())
        return;
    if (m_new->text() != m_again->text()) {
        m_notice->show(Notice::Kind::Warning, tr("The new password was not written the same way twice."));
        m_again->setFocus();
        return;
    }
    m_change->setEnabled(false);
    m_context.session.call<api::Empty>(
        "auth.changePassword", api::ChangePasswordRequest{m_current->text(), m_new->text()}, this,
        [this](const Result<api::Empty> &answer) {
            if (!answer) {
                m_notice->show(answer.error());
                updateButton();
                return;
            }
            for (QLineEdit *field : {m_current, m_new, m_again})
                field->clear();
            m_notice->show(Notice::Kind::Success, tr("The password is changed. All other sign-ins have ended."));
            Q_EMIT changed();
        });
}

} // namespace tabletalk::ui
