// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tabletalk::ui {

class ModelCard;
class ModelCheckCard;
class OutboundCard;
struct WindowContext;

/// The panel of language models: which one helps, with whose key, whether it works, and
/// what left this server for it.
class ModelsWidget : public QWidget
{
    Q_OBJECT

public:
    ModelsWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();

    ModelCard *m_model;
    OutboundCard *m_outbound;
};

} // namespace tabletalk::ui
