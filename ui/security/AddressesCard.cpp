// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/AddressesCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int editorHeight = 110;

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (const QString trimmed = line.trimmed(); !trimmed.isEmpty())
            lines << trimmed;
    }
    return lines;
}

} // namespace

AddressesCard::AddressesCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    fill->addWidget(card);
    inside->addWidget(makeLabel(tr("Allowed addresses"), TextStyle::Heading, false, card));
    inside->addWidget(makeLabel(tr("People and keys are let in from these only, one address or range a line. Empty: "
                                   "from everywhere."),
                                TextStyle::Body, true, card));
    m_ranges = new QPlainTextEdit(card);
    m_ranges->setObjectName(QStringLiteral("allowedRanges"));
    m_ranges->setAccessibleName(tr("Allowed addresses"));
    m_ranges->setPlaceholderText(QStringLiteral("192.0.2.0/24\n2001:db8::/32"));
    m_ranges->setTabChangesFocus(true);
    m_ranges->setFixedHeight(editorHeight);
    inside->addWidget(m_ranges);
    m_own = makeLabel({}, TextStyle::Body, true, card);
    inside->addWidget(m_own);
    m_notice = new Notice(card);
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveRanges"), tr("Save"), ButtonKind::Primary, card);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_ranges, &QPlainTextEdit::textChanged, this, &AddressesCard::updateSave);
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    updateSave();
}

void AddressesCard::reload()
{
    m_context.session.call<api::SecuritySettings>("security.read", api::Empty{}, this,
                                                  [this](const Result<api::SecuritySettings> &answer) {
                                                      if (answer)
                                                          take(*answer);
                                                      else
                                                          m_notice->show(answer.error());
                                                  });
}

void AddressesCard::take(const api::SecuritySettings &settings)
{
    m_saved = QStringList(settings.allowedRanges.begin(), settings.allowedRanges.end()).join(u'\n');
    m_ranges->setPlainText(m_saved);
    m_own->setText(tr("You come from %1.").arg(settings.yourAddress));
    updateSave();
}

void AddressesCard::updateSave()
{
    m_save->setEnabled(linesOf(m_ranges->toPlainText()) != linesOf(m_saved));
}

void AddressesCard::save(bool lockMyselfOut)
{
    const QStringList lines = linesOf(m_ranges->toPlainText());
    api::UpdateSecurityRequest request;
    request.allowedRanges = std::vector<QString>(lines.begin(), lines.end());
    if (lockMyselfOut)
        request.lockMyselfOut = true;
    m_save->setEnabled(false);
    m_context.session.call<api::SecuritySettings>(
        "security.update", request, this, [this, lockMyselfOut](const Result<api::SecuritySettings> &answer) {
            if (answer) {
                take(*answer);
                m_notice->show(Notice::Kind::Success, tr("Saved."));
                return;
            }
            m_notice->show(answer.error());
            updateSave();
            if (answer.error().code == ProblemCode::Conflict && !lockMyselfOut
                && confirm(this, tr("Lock yourself out?"), answer.error().detail, tr("Save anyway")))
                save(true);
        });
}

} // namespace tabletalk::ui
