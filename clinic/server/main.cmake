add_executable(landfall-clinic main.cpp)
target_link_libraries(landfall-clinic PRIVATE landfall_settings landfall_warnings Landfall::clinic_admin)
