#pragma once

#include <QObject>

namespace docket::ui::web
{

class RequestPolicyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data();
    void addresses();
    void navigation_data();
    void navigation();
    void storeAnswersOnlyWhatIsThere();
    void confinementIsRead();
};

} // namespace docket::ui::web
