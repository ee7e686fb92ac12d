#include "core/card/resources.h"

#include <QDir> // Q_INIT_RESOURCE
#include <QtGlobal>

// At global scope: rcc's functions have no namespace.
static void registerCardResources()
{
    Q_INIT_RESOURCE(card);
}

namespace docket::card
{

void loadCardResources()
{
    static const bool once = [] {
        registerCardResources();
        return true;
    }();
    Q_UNUSED(once);
}

} // namespace docket::card
