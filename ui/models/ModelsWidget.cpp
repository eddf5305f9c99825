// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelsWidget.h"

#include "ui/models/ModelCard.h"
#include "ui/models/ModelCheckCard.h"
#include "ui/models/OutboundCard.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>

namespace tabletalk::ui {

ModelsWidget::ModelsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("modelsPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Models"), tr("A language model that helps where the built-in analyst is unsure."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_model = new ModelCard(context, this);
    auto *check = new ModelCheckCard(context, this);
    m_outbound = new OutboundCard(context, this);
    for (QWidget *card : std::initializer_list<QWidget *>{m_model, check, m_outbound}) {
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        column->addWidget(card);
    }
    column->addStretch();
    connect(check, &ModelCheckCard::chosen, m_model, &ModelCard::propose);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

void ModelsWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void ModelsWidget::reload()
{
    m_model->reload();
    m_outbound->reload();
}

} // namespace tabletalk::ui
