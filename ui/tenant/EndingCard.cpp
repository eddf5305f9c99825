// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/EndingCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>

namespace tabletalk::ui {

EndingCard::EndingCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    chooseFile = [this] {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        return QFileDialog::getSaveFileName(this, tr("Save everything of the organisation"),
                                            folder + u'/' + m_context.session.organization().slug
                                                + QStringLiteral(".tar.gz"));
    };
    setObjectName(QStringLiteral("endingCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Take along, close, delete"), TextStyle::Heading, false, this));
    m_state = makeLabel({}, TextStyle::Body, true, this);
    m_state->setObjectName(QStringLiteral("organizationState"));
    m_state->setWordWrap(true);
    inside->addWidget(m_state);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    m_export = makeButton(QStringLiteral("exportOrganization"), tr("Save everything…"), ButtonKind::Plain, this);
    m_export->setToolTip(tr("All that belongs to the organisation, as one archive. Passwords and keys are not in it."));
    m_close = makeButton(QStringLiteral("closeOrganization"), tr("Close…"), ButtonKind::Plain, this);
    m_reopen = makeButton(QStringLiteral("reopenOrganization"), tr("Open again"), ButtonKind::Primary, this);
    auto *remove = makeButton(QStringLiteral("deleteOrganization"), tr("Delete for good…"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_export, m_close, m_reopen, remove})
        row->addWidget(button);
    row->addStretch();
    inside->addLayout(row);
    connect(m_export, &QPushButton::clicked, this, &EndingCard::takeAlong);
    connect(m_close, &QPushButton::clicked, this, &EndingCard::close);
    connect(m_reopen, &QPushButton::clicked, this, &EndingCard::reopen);
    connect(remove, &QPushButton::clicked, this, &EndingCard::remove);
    setStatus(QStringLiteral("active"));
}

void EndingCard::setStatus(const QString &status)
{
    const bool closed = status == u"closed";
    m_state->setText(closed ? tr("The organisation is closed: nobody works in it, and nothing of it is lost.")
                            : tr("A closed organisation can be opened again; a deleted one is gone."));
    m_close->setVisible(!closed);
    m_reopen->setVisible(closed);
}

void EndingCard::takeAlong()
{
    const QString path = chooseFile();
    if (path.isEmpty())
        return;
    m_export->setEnabled(false);
    m_context.session.call<api::TenantArchiveFile>("tenant.export", api::Empty{}, this,
                                                   [this, path](const Result<api::TenantArchiveFile> &answer) {
                                                       m_export->setEnabled(true);
                                                       if (!answer)
                                                           return m_notice->show(answer.error());
                                                       write(*answer, path);
                                                   });
}

void EndingCard::write(const api::TenantArchiveFile &file, const QString &path)
{
    QSaveFile out(path);
    const QByteArray content = QByteArray::fromBase64(file.content.toLatin1());
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.commit())
        return m_notice->show(Problem::of(ProblemCode::Internal, tr("\"%1\" could not be written.").arg(path),
                                          tr("Choose another folder, or make room on the disk.")));
    m_notice->show(Notice::Kind::Success, tr("Everything is saved as %1.").arg(path));
}

void EndingCard::takeState(const Result<api::TenantState> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    setStatus(answer->status);
    m_notice->show(Notice::Kind::Success,
                   answer->status == u"closed" ? tr("The organisation is closed.") : tr("The organisation is open."));
}

void EndingCard::close()
{
    if (!confirm(this, tr("Close the organisation?"),
                 tr("Nobody works in \"%1\" until an owner opens it again. Nothing is deleted.")
                     .arg(m_context.session.organization().name),
                 tr("Close it")))
        return;
    m_context.session.call<api::TenantState>("tenant.close", api::CloseTenantRequest{tr("closed by its owner")}, this,
                                             [this](const Result<api::TenantState> &answer) { takeState(answer); });
}

void EndingCard::reopen()
{
    m_context.session.call<api::TenantState>("tenant.reopen", api::Empty{}, this,
                                             [this](const Result<api::TenantState> &answer) { takeState(answer); });
}

/// Written by hand, since nothing brings it back.
void EndingCard::remove()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("deleteOrganizationDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Delete the organisation for good"));
    dialog->setLabelText(tr("Everything of \"%1\" is deleted: databases, conversations, people's access. This cannot "
                            "be undone.\nWrite %2 to go on.")
                             .arg(m_context.session.organization().name, m_context.session.organization().slug));
    const auto labels = dialog->findChildren<QLabel *>();
    for (QLabel *label : labels)
        label->setTextFormat(Qt::PlainText); // it quotes a name
    dialog->setOkButtonText(tr("Delete for good"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        m_context.session.call<api::Empty>("tenant.delete", api::DeleteTenantRequest{text.trimmed()}, this,
                                           [this](const Result<api::Empty> &answer) {
                                               if (!answer)
                                                   return m_notice->show(answer.error());
                                               m_context.session.signOut();
                                           });
    });
    dialog->open();
}

} // namespace tabletalk::ui
