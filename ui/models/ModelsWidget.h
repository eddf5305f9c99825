// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tabletalk::ui {

class ModelCard;
class ModelCheckCard;
struct WindowContext;

/// The panel of language models: which one helps, with whose key, and whether it works.
class ModelsWidget : public QWidget
{
    Q_OBJECT

public:
    ModelsWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    ModelCard *m_model;
};

} // namespace tabletalk::ui
